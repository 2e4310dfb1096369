import { createBroker, createChecker, capabilityGate, type Broker } from '@kami/sandbox';
import {
  createExecutorPool,
  createParking,
  createScheduler,
  newContext,
  type CallPorts,
  type CallRequest,
  type ExecutorProcess,
} from '../../src/index.ts';
import {
  countingRandom,
  fakeTool,
  memoryFolders,
  memoryLog,
  scriptedExecutor,
  SETTINGS,
  steppedClock,
  soon,
} from './fixtures.ts';

/** What a test of calls has. */
export interface PreparedCalls {
  readonly ports: CallPorts;
  readonly events: ReturnType<typeof memoryLog>;
  readonly request: (over?: Partial<CallRequest>) => CallRequest;
}

/** What runs calls over a scripted executor, with the secrets that are set. */
export function prepareCalls(
  run: ExecutorProcess['run'],
  secrets: ReadonlyMap<string, string> = new Map(),
): PreparedCalls {
  const clock = steppedClock();
  const random = countingRandom();
  const events = memoryLog();
  const check = createChecker([capabilityGate]);
  const refuse = () => Promise.resolve({ ok: false as const, error: { code: 'no-entry' as const } });
  const broker: Broker = createBroker({
    jail: { open: refuse },
    egress: {
      start: () => {
        throw new Error('not reached');
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    secrets: { get: (name) => Promise.resolve({ ok: true, value: secrets.get(name) }) },
    check,
    monotonicNanos: () => clock.now().monotonicNanos,
  });
  const pool = createExecutorPool({
    executor: scriptedExecutor(run),
    clock,
    random,
    settings: SETTINGS,
    readPrepared: () => Promise.resolve({ ok: true, value: new Uint8Array(1) }),
  });
  const ports: CallPorts = {
    pool,
    broker,
    check,
    events,
    parking: createParking({ maxParked: 2, waitMs: 60_000 }),
    clock,
    random,
    scheduler: createScheduler({ running: 2, waiting: 2, waitMs: 1000 }),
    executorsPerTool: 4,
    environment: () => [],
    privateFolders: memoryFolders(),
    settings: SETTINGS,
    later: soon,
    afterAnswer: queueMicrotask,
    warn: () => undefined,
    signal: () => undefined,
  };
  const request = (over: Partial<CallRequest> = {}): CallRequest => ({
    tool: fakeTool(),
    definition: 'main',
    args: {},
    context: newContext(clock, random, 'home', 'cli:0'),
    signal: new AbortController().signal,
    ...over,
  });
  return { ports, events, request };
}
