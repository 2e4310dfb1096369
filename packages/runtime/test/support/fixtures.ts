import type { InstalledTool } from '@kami/registry';
import type { PrivateFolders } from '@kami/sandbox';
import {
  DEFAULT_LIMITS,
  NO_PERMISSION,
  err,
  ok,
  parseDigest,
  parseToolId,
  parseToolName,
  parseToolVersion,
  kamiError,
  type Clock,
  type Digest,
  type EventLog,
  type KamiError,
  type Random,
  type Result,
  type RuntimeEvent,
} from '@kami/types';
import type { Executor, ExecutorProcess, JobResult, RuntimeSettings } from '../../src/index.ts';

export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export const DIGEST: Digest = must(parseDigest('a'.repeat(64)));

export function fakeTool(name = 'probe', over: Partial<InstalledTool> = {}): InstalledTool {
  const id = must(parseToolId(`dev.example.${name}`));
  const version = must(parseToolVersion('1.0.0'));
  const toolName = must(parseToolName(name));
  return {
    id,
    name: toolName,
    version,
    digest: DIGEST,
    contractHash: DIGEST,
    size: 8,
    manifest: {
      id,
      name: toolName,
      version,
      wasm: 'x.wasm',
      tools: [],
      security: { net: [], fsAccess: 'none', env: [], secrets: [] },
      limits: DEFAULT_LIMITS,
    },
    convention: 'json-tool',
    imports: [],
    definitions: [{ name: 'main', description: 'does it', inputSchema: { type: 'object' } }],
    prepared: { key: 'prepared.bin', digest: DIGEST },
    state: 'active',
    permission: NO_PERMISSION,
    installedAt: '2026-01-01T00:00:00Z',
    source: 'test',
    ...over,
  };
}

/** A clock that the test moves. */
export function steppedClock(): Clock & { advance(ms: number): void } {
  let nanos = 1_000_000_000n;
  return {
    now: () => ({ wallMicros: 1_700_000_000_000_000 + Number(nanos / 1000n), monotonicNanos: nanos }),
    advance(ms) {
      nanos += BigInt(ms) * 1_000_000n;
    },
  };
}

/** Random bytes that count up, so that ids differ. */
export function countingRandom(): Random {
  let next = 0;
  return { bytes: (count) => Uint8Array.from({ length: count }, () => (next = (next + 1) % 256)) };
}

/** Runs a task when the test next waits, unless it is cancelled before. */
export function soon(task: () => void): () => void {
  let due: (() => void) | undefined = task;
  queueMicrotask(() => due?.());
  return () => (due = undefined);
}

export function memoryLog(): EventLog & { readonly events: RuntimeEvent[]; readonly batches: number[] } {
  const events: RuntimeEvent[] = [];
  const batches: number[] = [];
  return {
    events,
    batches,
    append(batch) {
      events.push(...batch);
      batches.push(batch.length);
      return Promise.resolve({ ok: true, value: undefined });
    },
    read: () => Promise.resolve({ ok: true, value: [] }),
  };
}

/** Private folders of one process: `taken` holds the ids of those that are in use. */
export function memoryFolders(): PrivateFolders & { readonly taken: Set<string> } {
  const taken = new Set<string>();
  return {
    taken,
    pathOf: (id) => `/data/${id}`,
    take({ tool, onWait }) {
      if (taken.has(tool.id)) {
        onWait();
        return Promise.resolve(err(kamiError('KAMI_QUEUE_FULL', 'The private folder is in use.')));
      }
      taken.add(tool.id);
      return Promise.resolve(ok({ [Symbol.dispose]: () => void taken.delete(tool.id) }));
    },
    remove: () => Promise.resolve(ok(undefined)),
  };
}

export const SETTINGS: RuntimeSettings = {
  maxProcesses: 4,
  executorsPerTool: 4,
  spare: false,
  idleTimeoutMs: 60_000,
  recycleCalls: 3,
  recycleWorkMs: 60_000,
  recycleMemoryMb: 64,
  isolation: 'shared',
  stock: 0,
  maxWaiting: 4,
  maxWaitMs: 10_000,
  startupDeadlineMs: 1000,
  listPollMs: 1000,
};

export function delivered(text: string): JobResult {
  const payload = new TextEncoder().encode(
    JSON.stringify({ content: [{ type: 'text', text }], isError: false }),
  );
  return { header: { status: 'delivered' }, payload };
}

/** A scripted process as a test sees it. */
export interface ScriptedProcess {
  alive: boolean;
  readonly pid: number;
  loads: number;
  memoryKib: number | undefined;
  /** Lets whatever it was asked last fail, as the end of a process does. */
  died: () => void;
}

/** An executor of the port's form whose processes answer as the test says. */
export function scriptedExecutor(
  run: ExecutorProcess['run'],
  load?: ExecutorProcess['load'],
): Executor & { readonly started: ScriptedProcess[] } {
  const started: ScriptedProcess[] = [];
  return {
    started,
    start() {
      const state: ScriptedProcess = {
        alive: true,
        pid: started.length + 1,
        loads: 0,
        memoryKib: undefined,
        died: () => undefined,
      };
      started.push(state);
      const process: ExecutorProcess = {
        pid: state.pid,
        walls: [],
        get alive() {
          return state.alive;
        },
        load(...args) {
          state.loads += 1;
          if (load === undefined) return Promise.resolve({ ok: true, value: undefined });
          const died = new Promise<Result<void, KamiError>>((resolve) => {
            state.died = () =>
              resolve({ ok: false, error: kamiError('KAMI_EXECUTOR_FAULT', 'It has ended.') });
          });
          return Promise.race([load(...args), died]);
        },
        memoryKib: () => state.memoryKib,
        make: () => Promise.resolve({ ok: true, value: undefined }),
        run,
        kill() {
          state.alive = false;
          state.died();
          return Promise.resolve();
        },
      };
      return Promise.resolve({ ok: true, value: process });
    },
  };
}
