import { detach, err, ok, type Clock, type KamiError, type Random, type Result } from '@kami/types';
import type { Executor, ExecutorProcess } from '../executor.ts';
import type { RuntimeSettings } from '../settings.ts';
import { createBackOff } from './back-off.ts';
import type { ExecutorSpec } from './executor-spec.ts';
import { createSpare } from './spare.ts';
import { createSlot, restockLater, type Slot } from './slot.ts';

/** What the pool needs. */
export interface PoolPorts {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: RuntimeSettings;
  /** The prepared form of a tool, digest verified. */
  readonly readPrepared: (tool: ExecutorSpec['tool']) => Promise<Result<Uint8Array, KamiError>>;
}

/** An executor for one call. Disposing gives it back, or ends it when it is dead or worn. */
export interface Lease extends Disposable {
  readonly process: ExecutorProcess;
  /** Whether the executor was started for this call. */
  readonly cold: boolean;
}

/** Executors by tool, permission and principal; one call at a time each. */
export interface ExecutorPool extends AsyncDisposable {
  /** An executor that has the tool loaded. Errors: those of `ExecutorProcess.load`. */
  acquire(spec: ExecutorSpec): Promise<Result<Lease, KamiError>>;
  /** Starts the spare executor, if there is to be one. */
  warmUp(): void;
}

/** Makes a pool. The caller bounds how many leases are out at the same time. */
export function createExecutorPool(ports: PoolPorts): ExecutorPool {
  const { executor, clock, random, settings } = ports;
  const slots = new Set<Slot>();
  const spare = createSpare(executor, settings.spare);
  const backOff = createBackOff(clock);
  const sweeper = setInterval(sweep, Math.max(settings.idleTimeoutMs / 2, 100));
  sweeper.unref();
  const now = (): number => Number(clock.now().monotonicNanos / 1_000_000n);

  return {
    warmUp: () => spare.fill(),
    async acquire(spec) {
      const broken = backOff.check(spec.key);
      if (broken !== undefined) return err(broken);
      const idle = pickIdle(spec.key);
      if (idle !== undefined) return ok(await lease(idle, false));
      evictFor(1);
      const slot = await open(spec);
      return slot.ok ? ok(await lease(slot.value, true)) : slot;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(sweeper);
      const all = [...slots];
      slots.clear();
      await Promise.all([
        spare[Symbol.asyncDispose](),
        ...all.map((slot) => (clearTimeout(slot.timer), slot.process.kill())),
      ]);
    },
  };

  /** The idle executor of a key that has most in stock. */
  function pickIdle(key: string): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of slots) {
      if (!slot.process.alive) end(slot);
      else if (slot.key === key && !slot.busy && (best === undefined || slot.stock > best.stock)) best = slot;
    }
    if (best !== undefined) best.busy = true;
    return best;
  }

  async function open(spec: ExecutorSpec): Promise<Result<Slot, KamiError>> {
    const [process, prepared] = await Promise.all([spare.take(), ports.readPrepared(spec.tool)]);
    if (!process.ok) return process;
    if (!prepared.ok) {
      spare.giveBack(process.value);
      return prepared;
    }
    const loaded = await process.value.load(spec.load, prepared.value, settings.startupDeadlineMs);
    if (!loaded.ok) {
      await process.value.kill();
      return err(backOff.record(spec.key, loaded.error));
    }
    const slot = createSlot(spec.key, process.value, now());
    slots.add(slot);
    return ok(slot);
  }

  async function lease(slot: Slot, cold: boolean): Promise<Lease> {
    clearTimeout(slot.timer);
    await slot.making;
    slot.stock = Math.max(0, slot.stock - 1);
    return { process: slot.process, cold, [Symbol.dispose]: () => giveBack(slot) };
  }

  function giveBack(slot: Slot): void {
    slot.busy = false;
    slot.calls += 1;
    slot.lastUsed = now();
    if (!slot.process.alive || slot.calls >= settings.recycleCalls) end(slot);
    else restockLater(slot, clock, random, settings, end);
    spare.fill();
  }

  function end(slot: Slot): void {
    slots.delete(slot);
    clearTimeout(slot.timer);
    detach(slot.process.kill());
  }

  /** Makes room for `count` executors by ending those unused for longest. */
  function evictFor(count: number): void {
    const idle = [...slots].filter((slot) => !slot.busy).sort((a, b) => a.lastUsed - b.lastUsed);
    while (slots.size + count + (settings.spare ? 1 : 0) > settings.maxProcesses && idle.length > 0) {
      const oldest = idle.shift();
      if (oldest !== undefined) end(oldest);
    }
  }

  /** Ends executors that have been idle for too long. */
  function sweep(): void {
    for (const slot of slots) if (!slot.busy && now() - slot.lastUsed >= settings.idleTimeoutMs) end(slot);
  }
}
