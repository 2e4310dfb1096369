import type { JobHeader, MakeHeader } from '@kami/protocol';
import type { GarbageMeter } from './garbage-meter.ts';
import { HostDefect } from './guest-stop.ts';
import type { HostLink } from './host-link.ts';
import { makeInstance, renewInstance, type Instance } from './instance.ts';
import type { JobOutcome } from './job-outcome.ts';
import type { LoadedComponent } from './loaded-component.ts';
import { runnerOf } from './run-job.ts';

/** Instances of one component: made ahead, and used ones that can be put back. */
export interface InstanceStock {
  /** Has one more ready than before. Traps of its initialisation are thrown. */
  make(header: MakeHeader): void;
  /** One that no call has used, or that is as if none had. Traps of its initialisation are thrown. */
  take(header: JobHeader): Instance;
  /** Takes an instance back after its call. */
  giveBack(instance: Instance, outcome: JobOutcome): void;
  /**
   * Makes up for the instance that a call took, unordered: where calls follow each other so closely that no order of the
   * host comes between (`run-executor`). Only for a component whose initialisation asks for nothing, as it is then the
   * same whenever it is made; and only after a first order, because an executor for one call needs no other. `describe`
   * is not run for it: it may read clocks and random numbers, and no deadline stands in which it would have to end.
   */
  refill(): void;
}

/** Calls in a row that may leave an instance grown, before no more images are taken: each costs a copy of the memory. */
const MAX_LOST_IMAGES = 4;
/** How calls end that have run through; after a trap an instance may be anything. */
const ENDED: ReadonlySet<JobOutcome['header']['status']> = new Set([
  'delivered',
  'described',
  'arguments-invalid',
]);

/** Makes an empty stock. */
export function createInstanceStock(
  component: LoadedComponent,
  host: HostLink,
  garbage: Pick<GarbageMeter, 'dropped' | 'renewed'>,
): InstanceStock {
  const ready: Instance[] = [];
  const used: Instance[] = [];
  /** Instances that the host counts on, and the most that it ever did. */
  let ordered = 0;
  let mostOrdered = 0;
  let lastOrder: MakeHeader | undefined;
  let asksNothing = false;
  let warms = true;
  let lostImages = 0;

  const renewed = (header: MakeHeader): Instance | undefined => {
    const instance = used.pop();
    if (instance === undefined) return undefined;
    const another = renewInstance(component, host, header, instance);
    lostImages = another === undefined ? lostImages + 1 : 0;
    if (another === undefined) garbage.dropped(instance.memory);
    else garbage.renewed();
    return another;
  };
  const withImage = (header: MakeHeader): { instance: Instance; hasImage: boolean } => {
    const instance = makeInstance(component, host, header);
    return { instance, hasImage: lostImages < MAX_LOST_IMAGES && instance.core.takeImage() };
  };
  /**
   * A new instance whose code has run: `describe` leaves the engine's code ready. Where it can, the instance
   * is put back after it; a component whose `describe` stops outside a call is used as it is.
   */
  const warmed = (header: MakeHeader): Instance => {
    const { instance, hasImage } = withImage(header);
    if (!warms) return instance;
    try {
      runnerOf(component).warm(instance);
    } catch (error) {
      if (error instanceof HostDefect) throw error;
      warms = false;
      return withImage(header).instance;
    }
    return hasImage
      ? (renewInstance(component, host, header, instance) ?? withImage(header).instance)
      : instance;
  };

  const add = (instance: Instance): void => {
    asksNothing = instance.core.isRestorable;
    ready.push(instance);
  };

  return {
    make(header) {
      lastOrder = header;
      ordered += 1;
      mostOrdered = Math.max(mostOrdered, ordered);
      if (ready.length < ordered) add(renewed(header) ?? warmed(header));
    },
    take(header) {
      ordered = Math.max(0, ordered - 1);
      return ready.shift() ?? renewed(header) ?? makeInstance(component, host, header);
    },
    giveBack(instance, { header }) {
      if (instance.core.isRenewable && ENDED.has(header.status)) used.push(instance);
      else garbage.dropped(instance.memory);
    },
    refill() {
      if (lastOrder === undefined || !asksNothing || ready.length >= mostOrdered) return;
      try {
        add(renewed(lastOrder) ?? withImage(lastOrder).instance);
      } catch {
        asksNothing = false;
      }
    },
  };
}
