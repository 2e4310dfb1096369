import type { JobHeader, MakeHeader } from '@kami/protocol';
import { HostDefect } from './guest-stop.ts';
import type { HostLink } from './host-link.ts';
import { makeInstance, renewInstance, type Instance } from './instance.ts';
import type { JobOutcome } from './job-outcome.ts';
import type { LoadedComponent } from './loaded-component.ts';
import { runnerOf } from './run-job.ts';

/** Instances of one component: made ahead, and used ones that can be put back. */
export interface InstanceStock {
  /** Makes one ahead. Says whether it is a new one, beside those that were put back. Traps are thrown. */
  make(header: MakeHeader): 'new' | 'renewed';
  /** One that no call has used, or that is as if none had. Traps of its initialisation are thrown. */
  take(header: JobHeader): Instance;
  /** Takes an instance back after its call. */
  giveBack(instance: Instance, outcome: JobOutcome): void;
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
export function createInstanceStock(component: LoadedComponent, host: HostLink): InstanceStock {
  const ready: Instance[] = [];
  const used: Instance[] = [];
  let warms = true;
  let lostImages = 0;

  const renewed = (header: MakeHeader): Instance | undefined => {
    const instance = used.pop();
    if (instance === undefined) return undefined;
    const another = renewInstance(component, host, header, instance);
    lostImages = another === undefined ? lostImages + 1 : 0;
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

  return {
    make(header) {
      const again = renewed(header);
      ready.push(again ?? warmed(header));
      return again === undefined ? 'new' : 'renewed';
    },
    take: (header) => ready.shift() ?? renewed(header) ?? makeInstance(component, host, header),
    giveBack(instance, { header }) {
      if (instance.core.isRenewable && ENDED.has(header.status)) used.push(instance);
    },
  };
}
