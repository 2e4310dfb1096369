import type { TimerSource } from './settle.ts';

type Callback = (...given: unknown[]) => void;

interface Timer {
  readonly callback: () => void;
  readonly everyMs: number | undefined;
  due: number;
}

/** `setTimeout` and its like, over a clock of milliseconds. */
export interface Timers extends TimerSource {
  /** Runs `callback` once, after at least this long. Gives the timer's number. */
  set(callback: Callback, delayMs: unknown, given: readonly unknown[], repeat: boolean): number;
  /** Forgets a timer; an unknown number is ignored. */
  clear(id: unknown): void;
}

/** Makes timers over a monotonic clock and a way to block, both in milliseconds. */
export function createTimers(nowMs: () => number, sleep: (milliseconds: number) => void): Timers {
  const timers = new Map<number, Timer>();
  let nextId = 1;

  const earliest = (): [number, Timer] | undefined => {
    let found: [number, Timer] | undefined;
    for (const entry of timers) if (found === undefined || entry[1].due < found[1].due) found = entry;
    return found;
  };

  return {
    set: (callback, delayMs, given, repeat) => {
      const delay = Math.max(1, Math.trunc(Number(delayMs)) || 0);
      const id = nextId;
      nextId += 1;
      timers.set(id, {
        callback: () => callback(...given),
        everyMs: repeat ? delay : undefined,
        due: nowMs() + delay,
      });
      return id;
    },
    clear: (id) => {
      timers.delete(Number(id));
    },
    dueInMs: () => {
      const first = earliest();
      return first === undefined ? undefined : Math.max(0, first[1].due - nowMs());
    },
    sleep,
    fire: (run) => {
      const now = nowMs();
      for (let first = earliest(); first !== undefined && first[1].due <= now; first = earliest()) {
        const [id, timer] = first;
        if (timer.everyMs === undefined) timers.delete(id);
        else timer.due = now + timer.everyMs;
        run(timer.callback);
      }
    },
  };
}
