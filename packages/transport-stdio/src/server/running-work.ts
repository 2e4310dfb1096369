/** Work under way that an end has to wait for. */
export interface RunningWork {
  /** Takes work in until it settles; gives it back. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when none of what is under way at this moment is any more; never rejects. */
  settled(): Promise<void>;
}

/** Makes an empty set. */
export function createRunningWork(): RunningWork {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      const settled: Promise<unknown> = work.then(
        () => running.delete(settled),
        () => running.delete(settled),
      );
      running.add(settled);
      return work;
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
