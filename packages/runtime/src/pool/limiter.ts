import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { Priority } from '../call/execution-context.ts';

/** How many calls may run and wait. */
export interface LimiterBounds {
  /** Calls that run at the same time. */
  readonly running: number;
  readonly waiting: number;
  readonly waitMs: number;
}

/** A place to run; disposing gives it back. */
export type Place = Disposable;

/** Admits calls in order of priority, then arrival, within bounds in total and per tool. */
export interface Limiter {
  /**
   * Waits for a place. Errors: `KAMI_QUEUE_FULL` when too many wait already or the wait took too
   * long, `KAMI_CANCELLED` when `signal` fires first.
   */
  enter(
    tool: string,
    perTool: number,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<Result<Place, KamiError>>;
  /** Whether `enter` would answer without waiting. */
  hasPlace(tool: string, perTool: number): boolean;
}

interface Waiter {
  readonly tool: string;
  readonly perTool: number;
  readonly priority: Priority;
  readonly settle: (result: Result<Place, KamiError>) => void;
}

/** Makes a limiter. */
export function createLimiter(bounds: LimiterBounds): Limiter {
  const perToolRunning = new Map<string, number>();
  const waiters: Waiter[] = [];
  let running = 0;

  const hasPlace = (tool: string, perTool: number): boolean =>
    running < bounds.running && (perToolRunning.get(tool) ?? 0) < perTool;

  const take = (tool: string): Place => {
    running += 1;
    perToolRunning.set(tool, (perToolRunning.get(tool) ?? 0) + 1);
    let held = true;
    return {
      [Symbol.dispose]() {
        if (!held) return;
        held = false;
        running -= 1;
        const left = (perToolRunning.get(tool) ?? 1) - 1;
        if (left === 0) perToolRunning.delete(tool);
        else perToolRunning.set(tool, left);
        admit();
      },
    };
  };

  const admit = (): void => {
    for (let index = 0; index < waiters.length && running < bounds.running;) {
      const waiter = waiters[index];
      if (waiter === undefined || !hasPlace(waiter.tool, waiter.perTool)) index += 1;
      else waiter.settle(ok(take(waiter.tool)));
    }
  };

  return {
    hasPlace,
    enter(tool, perTool, priority, signal) {
      if (signal.aborted) return Promise.resolve(err(withdrawn()));
      if (hasPlace(tool, perTool)) return Promise.resolve(ok(take(tool)));
      if (waiters.length >= bounds.waiting)
        return Promise.resolve(err(full(`${bounds.waiting} calls are waiting already`)));
      return wait(tool, perTool, priority, signal);
    },
  };

  function wait(
    tool: string,
    perTool: number,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<Result<Place, KamiError>> {
    const { promise, resolve } = Promise.withResolvers<Result<Place, KamiError>>();
    const cancel = (): void => waiter.settle(err(withdrawn()));
    const timer = setTimeout(
      () => waiter.settle(err(full(`no executor was free within ${bounds.waitMs} ms`))),
      bounds.waitMs,
    );
    const waiter: Waiter = {
      tool,
      perTool,
      priority,
      settle(result) {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        waiters.splice(waiters.indexOf(waiter), 1);
        resolve(result);
      },
    };
    signal.addEventListener('abort', cancel, { once: true });
    const behind = waiters.findIndex((other) => other.priority > priority);
    waiters.splice(behind < 0 ? waiters.length : behind, 0, waiter);
    return promise;
  }
}

function full(why: string): KamiError {
  return kamiError('KAMI_QUEUE_FULL', `The queue is full: ${why}.`, {
    hint: 'Call again later, or raise queue.max_waiting.',
  });
}

function withdrawn(): KamiError {
  return kamiError('KAMI_CANCELLED', 'The call was withdrawn while it waited.');
}
