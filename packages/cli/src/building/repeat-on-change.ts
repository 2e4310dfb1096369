/** What a step is repeated for, and until when. */
export interface Repetition {
  /** Called with what is to be called at each change; undoes it when disposed. */
  readonly listen: (onChange: () => void) => Disposable;
  readonly signal: AbortSignal;
  /** How long no change may come before the step is repeated (milliseconds): editors write a file in several strokes. */
  readonly quietMs: number;
}

/** Runs a step, and again after each change, one at a time, until the signal fires; a change while it runs starts it once more. */
export async function repeatOnChange(step: () => Promise<void>, repetition: Repetition): Promise<void> {
  const { listen, signal, quietMs } = repetition;
  let next = Promise.withResolvers<void>();
  let wake = (): void => undefined;
  const ended = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  if (signal.aborted) ended.resolve();
  using _listening = listen(() => {
    next.resolve();
    wake();
  });
  while (!signal.aborted) {
    await step();
    await Promise.race([next.promise, ended.promise]);
    if (signal.aborted) return;
    await quiet();
    next = Promise.withResolvers<void>();
  }

  /** Resolves when no change came for a while. */
  async function quiet(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let timer = setTimeout(resolve, quietMs);
    wake = () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, quietMs);
    };
    await Promise.race([promise, ended.promise]);
    clearTimeout(timer);
    wake = () => undefined;
  }
}
