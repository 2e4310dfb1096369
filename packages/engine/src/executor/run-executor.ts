import {
  cutUtf8,
  encodeMessage,
  type FaultHeader,
  type JobHeader,
  type LoadHeader,
  type MakeHeader,
  MAX_FAILURE_MESSAGE_BYTES,
} from '@kami/protocol';
import type { Channel } from './channel.ts';
import { reasonOf } from './classify-stop.ts';
import { createGarbageMeter } from './garbage-meter.ts';
import { createHostLink, type HostLink } from './host-link.ts';
import type { Instance } from './instance.ts';
import { createInstanceStock, type InstanceStock } from './instance-stock.ts';
import { failedJob, type JobOutcome } from './job-outcome.ts';
import { loadComponent, type CodeLoader, type LoadedComponent } from './loaded-component.ts';
import { parseOrder } from './parse-order.ts';
import { runJob } from './run-job.ts';

/** What an executor needs of the process it runs in. */
export interface ExecutorSetup {
  readonly channel: Channel;
  readonly code: CodeLoader;
  /** Tries what must not be possible; says what was, or nothing. */
  readonly selfTest: () => string | undefined;
  /** Does what the first order will need, once the host knows that the process is there: both work at the same time. */
  readonly warmUp: () => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Frees what used instances held. */
  readonly collectGarbage: () => void;
}

/**
 * A call that comes within so many milliseconds of an answer is one of many: then the instance for the next one is put back
 * at once. Else the answer goes first, as its host may wait for the same core (measured: 0.1 to 0.4 ms of a call), and the
 * host orders an instance when it is done.
 */
const CLOSE_CALLS_MS = 2;

/**
 * Serves the host until it goes: one component, one call at a time. `channel.receive` is where the
 * process waits; it does not return when the host has gone. Returns only when the self-test failed.
 */
export function runExecutor(setup: ExecutorSetup): void {
  const { channel, selfTest } = setup;
  const hole = selfTest();
  if (hole !== undefined) {
    fault(channel, 0, 'self-test', hole);
    return;
  }
  channel.send(encodeMessage('ready', 0, undefined));
  setup.warmUp();
  const server = createServer(setup);
  for (;;) {
    const order = parseOrder(channel.receive());
    if (order.kind === 'load') server.load(order.id, order.header, order.prepared);
    else if (order.kind === 'make') server.make(order.id, order.header);
    else server.run(order.id, order.header, order.args);
  }
}

interface Server {
  load(id: number, header: LoadHeader, prepared: Uint8Array): void;
  make(id: number, header: MakeHeader): void;
  run(id: number, header: JobHeader, args: Uint8Array): void;
}

function createServer({ channel, code, collectGarbage, now }: ExecutorSetup): Server {
  const host: HostLink = createHostLink(channel);
  let component: LoadedComponent | undefined;
  let stock: InstanceStock | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  const garbage = createGarbageMeter(collectGarbage);

  const loaded = (): { readonly component: LoadedComponent; readonly stock: InstanceStock } => {
    if (component === undefined || stock === undefined)
      throw new TypeError('an order before a component was loaded');
    return { component, stock };
  };

  return {
    load(id, header, prepared) {
      try {
        const result = loadComponent(header, prepared, code);
        if (!result.ok) return fault(channel, id, 'load', result.error);
        component = result.value;
        stock = createInstanceStock(component, host, garbage);
      } catch (error) {
        return fault(channel, id, 'load', reasonOf(error));
      }
      channel.send(encodeMessage('loaded', id, undefined));
    },
    make(id, header) {
      try {
        loaded().stock.make(header);
      } catch (error) {
        return fault(channel, id, 'make', reasonOf(error));
      }
      channel.send(encodeMessage('made', id, undefined));
      garbage.collectIfDue();
    },
    run(id, header, args) {
      const isClose = now() - answeredAt < CLOSE_CALLS_MS;
      const { header: result, body } = runOn(header, args);
      channel.send(encodeMessage('result', id, result, body));
      if (isClose) stock?.refill();
      answeredAt = now();
      garbage.collectIfDue();
    },
  };

  function runOn(header: JobHeader, args: Uint8Array): JobOutcome {
    const { component: used, stock: instances } = loaded();
    let instance: Instance;
    try {
      instance = instances.take(header);
    } catch (error) {
      return failedJob('trapped', `it cannot be started: ${reasonOf(error)}`);
    }
    const outcome = runJob(used, instance, header, args);
    instances.giveBack(instance, outcome);
    return outcome;
  }
}

function fault(channel: Channel, id: number, stage: FaultHeader['stage'], message: string): void {
  const header: FaultHeader = { stage, message: cutUtf8(message, MAX_FAILURE_MESSAGE_BYTES) };
  channel.send(encodeMessage('fault', id, header));
}
