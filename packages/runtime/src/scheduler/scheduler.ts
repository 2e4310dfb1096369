import { err, ok, type KamiError, type Result } from '@kami/types';
import { gaveWay, queueFull, stopping, waitedTooLong, withdrawnWhileWaiting } from './refusal.ts';
import { createTally } from './tally.ts';
import { createWaitingCalls, type CallTurn, type RunningLoad } from './waiting-calls.ts';

/** How many calls may run and wait. */
export interface SchedulerBounds {
  /** Calls that run at the same time. */
  readonly running: number;
  readonly waiting: number;
  readonly waitMs: number;
}

/** A place to run; disposing gives it back. */
export interface Place extends Disposable {
  /**
   * Lends the place to others while its call waits for a person. Disposing what is given takes it again at once, so
   * that for a while more calls may run than there are places: never more than were parked.
   */
  park(): Disposable;
}

/**
 * Decides which call runs next, within bounds in total and per tool. Calls of higher priority go first; within one
 * priority free places are shared evenly between principals, and between the tools of each (`createWaitingCalls`).
 */
export interface Scheduler {
  /**
   * Waits for a place. Errors: `KAMI_QUEUE_FULL` when too many wait already, the call has to give way in a full queue or
   * the wait took too long; `KAMI_CANCELLED` when `signal` fires first; `KAMI_STOPPING` after `stop`.
   */
  enter(turn: CallTurn, signal: AbortSignal): Promise<Result<Place, KamiError>>;
  /** Whether `enter` would answer without waiting. */
  hasPlace(turn: Pick<CallTurn, 'tool' | 'perTool'>): boolean;
  /** Refuses every call that waits or comes. */
  stop(): void;
}

interface Waiter extends CallTurn {
  readonly settle: (result: Result<Place, KamiError>) => void;
}

/** Makes a scheduler. */
export function createScheduler(bounds: SchedulerBounds): Scheduler {
  const byTool = createTally();
  const byPrincipal = createTally();
  const waiting = createWaitingCalls<Waiter>();
  const load: RunningLoad = {
    ofTool: (tool) => byTool.get(tool),
    ofPrincipal: (principal) => byPrincipal.get(principal),
  };
  let running = 0;
  let stopped = false;

  const hasPlace = ({ tool, perTool }: Pick<CallTurn, 'tool' | 'perTool'>): boolean =>
    running < bounds.running && byTool.get(tool) < perTool;

  const count = ({ principal }: CallTurn, by: 1 | -1): void => {
    running += by;
    byPrincipal.add(principal, by);
  };

  const park = (turn: CallTurn, by: 1 | -1): void => {
    count(turn, by);
    if (turn.keepsTool !== true) byTool.add(turn.tool, by);
    if (by === -1) admit();
  };

  const take = (turn: CallTurn): Place => {
    let state: 'running' | 'parked' | 'left' = 'running';
    count(turn, 1);
    byTool.add(turn.tool, 1);
    return {
      park() {
        if (state === 'running') {
          state = 'parked';
          park(turn, -1);
        }
        return {
          [Symbol.dispose]() {
            if (state !== 'parked') return;
            state = 'running';
            park(turn, 1);
          },
        };
      },
      [Symbol.dispose]() {
        const before = state;
        state = 'left';
        if (before === 'running') count(turn, -1);
        if (before === 'running' || (before === 'parked' && turn.keepsTool === true))
          byTool.add(turn.tool, -1);
        admit();
      },
    };
  };

  const admit = (): void => {
    while (running < bounds.running) {
      const next = waiting.next(load);
      if (next === undefined) return;
      next.settle(ok(take(next)));
    }
  };

  const wait = (turn: CallTurn, signal: AbortSignal): Promise<Result<Place, KamiError>> => {
    const { promise, resolve } = Promise.withResolvers<Result<Place, KamiError>>();
    const giveUp = (error: KamiError): void => {
      waiting.delete(waiter);
      waiter.settle(err(error));
    };
    const cancel = (): void => giveUp(withdrawnWhileWaiting());
    const timer = setTimeout(() => {
      giveUp(waitedTooLong(turn, bounds.waitMs, running >= bounds.running ? bounds.running : undefined));
    }, bounds.waitMs);
    const waiter: Waiter = {
      ...turn,
      settle(result) {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        resolve(result);
      },
    };
    signal.addEventListener('abort', cancel, { once: true });
    waiting.add(waiter);
    return promise;
  };

  return {
    hasPlace,
    enter(turn, signal) {
      if (stopped) return Promise.resolve(err(stopping()));
      if (signal.aborted) return Promise.resolve(err(withdrawnWhileWaiting()));
      if (hasPlace(turn)) return Promise.resolve(ok(take(turn)));
      if (waiting.size >= bounds.waiting) {
        const yielding = waiting.yieldTo(turn);
        if (yielding === undefined) return Promise.resolve(err(queueFull(bounds.waiting)));
        yielding.settle(err(gaveWay(bounds.waiting)));
      }
      return wait(turn, signal);
    },
    stop() {
      stopped = true;
      const everything: RunningLoad = { ofTool: () => -1, ofPrincipal: () => 0 };
      for (let call = waiting.next(everything); call !== undefined; call = waiting.next(everything))
        call.settle(err(stopping()));
    },
  };
}
