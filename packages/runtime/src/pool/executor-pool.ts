import type { MakeHeader } from '@kami/protocol';
import { err, ok, unlessAborted, type Clock, type KamiError, type Random, type Result } from '@kami/types';
import type { Executor, ExecutorProcess } from '../executor.ts';
import { stopping, withdrawn } from '../scheduler/refusal.ts';
import type { RuntimeSettings } from '../settings.ts';
import { createBackOff } from './back-off.ts';
import type { ExecutorSpec } from './executor-spec.ts';
import { openExecutor, type OpenPorts } from './open-executor.ts';
import { createSlot, isOverMark, isWorn, restockLater, type Slot } from './slot.ts';
import { createSlots } from './slots.ts';
import { createSpare } from './spare.ts';

/** What the pool needs. */
export interface PoolPorts extends Pick<OpenPorts, 'readPrepared'> {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: RuntimeSettings;
}

/** An executor for one call. Disposing gives it back, or ends it when it is dead or worn. */
export interface Lease extends Disposable {
  readonly process: ExecutorProcess;
  /** Whether the executor was started for this call. */
  readonly cold: boolean;
  /** What the instance that the call will use was made with; absent when it is made for the call. */
  readonly made?: MakeHeader;
}

/** Executors by tool, permission and principal; one call at a time each. */
export interface ExecutorPool extends AsyncDisposable {
  /**
   * An executor that has the tool loaded. Errors: those of `ExecutorProcess.load`, `KAMI_CANCELLED` as soon as `signal`
   * fires, `KAMI_STOPPING` at the end of the pool.
   */
  acquire(spec: ExecutorSpec, signal: AbortSignal): Promise<Result<Lease, KamiError>>;
  /** Starts the spare executor, if there is to be one. */
  warmUp(): void;
}

/** Makes a pool. The caller bounds how many leases are out at the same time. */
export function createExecutorPool(ports: PoolPorts): ExecutorPool {
  const { clock, random, settings, readPrepared } = ports;
  const slots = createSlots();
  const spare = createSpare(ports.executor, settings.spare);
  const backOff = createBackOff(clock);
  const closing = new AbortController();
  const opening = new Set<Promise<unknown>>();
  const now = (): number => Number(clock.now().monotonicNanos / 1_000_000n);
  const sweeper = setInterval(sweep, Math.max(settings.idleTimeoutMs / 2, 100));
  sweeper.unref();

  return {
    warmUp: () => spare.fill(),
    async acquire(spec, signal) {
      if (closing.signal.aborted) return err(stopping());
      const idle = spec.isolated ? undefined : slots.take(spec.key);
      if (idle !== undefined && (await isReady(idle, signal))) return ok(lease(idle, false));
      const refusal = signal.aborted ? withdrawn() : backOff.check(spec.key);
      return refusal === undefined ? open(spec, signal) : err(refusal);
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      clearInterval(sweeper);
      await Promise.all([slots.endAll(), ...opening]);
      await spare[Symbol.asyncDispose]();
    },
  };

  /** Waits for the instance that a taken executor is making. False: it was given back, or has ended. */
  async function isReady(slot: Slot, signal: AbortSignal): Promise<boolean> {
    if (slot.making !== undefined) await unlessAborted(slot.making, signal);
    if (signal.aborted) slot.busy = false;
    return !signal.aborted && slot.process.alive;
  }

  async function open(spec: ExecutorSpec, signal: AbortSignal): Promise<Result<Lease, KamiError>> {
    makeRoom();
    const either = AbortSignal.any([signal, closing.signal]);
    const { startupDeadlineMs } = settings;
    const starting = openExecutor({ spare, readPrepared, startupDeadlineMs }, spec, either);
    opening.add(starting);
    const opened = await starting;
    opening.delete(starting);
    if (!opened.ok) return err(backOff.record(spec.key, opened.error));
    backOff.clear(spec.key);
    const slot = createSlot(spec, opened.value);
    slots.add(slot);
    return ok(lease(slot, true));
  }

  function lease(slot: Slot, cold: boolean): Lease {
    const made = slot.stock.shift();
    const instance = made === undefined ? {} : { made };
    const since = now();
    return { process: slot.process, cold, ...instance, [Symbol.dispose]: () => giveBack(slot, since) };
  }

  function giveBack(slot: Slot, since: number): void {
    slot.busy = false;
    slot.calls += 1;
    slot.lastUsed = now();
    slot.workedMs += slot.lastUsed - since;
    if (isWorn(slot, settings)) slots.end(slot);
    else restockLater(slot, clock, random, settings, onBroken);
    spare.fill();
  }

  function onBroken(slot: Slot, error: KamiError): void {
    slots.end(slot);
    backOff.record(slot.key, error);
  }

  /** Ends the idle executors unused for longest until there is room for one more. */
  function makeRoom(): void {
    const beside = opening.size + 1 + (settings.spare ? 1 : 0);
    slots.endIdle(() => slots.size + beside > settings.maxProcesses);
  }

  /** Ends what was idle for too long, or keeps too much memory. */
  function sweep(): void {
    const since = now() - settings.idleTimeoutMs;
    slots.endIdle((slot) => slot.lastUsed <= since || isOverMark(slot, settings));
  }
}
