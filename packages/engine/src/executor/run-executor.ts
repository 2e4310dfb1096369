import {
  encodeMessage,
  type FaultHeader,
  type JobHeader,
  type LoadHeader,
  type MakeHeader,
  MAX_FAILURE_MESSAGE_BYTES,
} from '@kami/protocol';
import type { Channel } from './channel.ts';
import { reasonOf } from './classify-stop.ts';
import { HostDefect } from './guest-stop.ts';
import { createHostLink, type HostLink } from './host-link.ts';
import { makeInstance, type Instance } from './instance.ts';
import { failedJob, type JobOutcome } from './job-outcome.ts';
import { loadComponent, type Evaluate, type LoadedComponent } from './loaded-component.ts';
import { parseOrder } from './parse-order.ts';
import { runJob, runnerOf } from './run-job.ts';
import { cutText } from './text-bounds.ts';

/** What an executor needs of the process it runs in. */
export interface ExecutorSetup {
  readonly channel: Channel;
  readonly evaluate: Evaluate;
  /** Tries what must not be possible; says what was, or nothing. */
  readonly selfTest: () => string | undefined;
  /** Frees what used instances held: the engine alone lets some hundred MB of their memories gather. */
  readonly collectGarbage: () => void;
}

/** Instances made between two collections: often enough to stay small, seldom enough to cost little. */
const MAKES_PER_COLLECTION = 8;

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

function createServer({ channel, evaluate, collectGarbage }: ExecutorSetup): Server {
  const host: HostLink = createHostLink(channel);
  const stock: Instance[] = [];
  let component: LoadedComponent | undefined;
  let warms = true;
  let makes = 0;

  const loaded = (): LoadedComponent => {
    if (component === undefined) throw new TypeError('an order before a component was loaded');
    return component;
  };
  /** A component whose `describe` stops only outside a call is used as it is. */
  const warmed = (header: MakeHeader): Instance => {
    const instance = makeInstance(loaded(), host, header);
    if (!warms) return instance;
    try {
      runnerOf(loaded()).warm(instance);
      return instance;
    } catch (error) {
      if (error instanceof HostDefect) throw error;
      warms = false;
      return makeInstance(loaded(), host, header);
    }
  };

  return {
    load(id, header, prepared) {
      try {
        const result = loadComponent(header, prepared, evaluate);
        if (!result.ok) return fault(channel, id, 'load', result.error);
        component = result.value;
      } catch (error) {
        return fault(channel, id, 'load', reasonOf(error));
      }
      channel.send(encodeMessage('loaded', id, undefined));
    },
    make(id, header) {
      try {
        stock.push(warmed(header));
      } catch (error) {
        return fault(channel, id, 'make', reasonOf(error));
      }
      channel.send(encodeMessage('made', id, undefined));
      if (++makes % MAKES_PER_COLLECTION === 0) collectGarbage();
    },
    run(id, header, args) {
      const { header: result, body } = runOn(stock.shift(), header, args);
      channel.send(encodeMessage('result', id, result, body));
    },
  };

  function runOn(made: Instance | undefined, header: JobHeader, args: Uint8Array): JobOutcome {
    const used = loaded();
    let instance = made;
    try {
      instance ??= makeInstance(used, host, header);
    } catch (error) {
      return failedJob('trapped', `it cannot be started: ${reasonOf(error)}`);
    }
    return runJob(used, instance, header, args);
  }
}

function fault(channel: Channel, id: number, stage: FaultHeader['stage'], message: string): void {
  const header: FaultHeader = { stage, message: cutText(message, MAX_FAILURE_MESSAGE_BYTES) };
  channel.send(encodeMessage('fault', id, header));
}
