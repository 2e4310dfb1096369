/** A signal that fires when the person or the system asks the process to end once more. */
export interface NextStopSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** Waits, once `first` has fired, for the next SIGINT or SIGTERM, which then does not end the process by itself. */
export function nextStopSignal(first: AbortSignal): NextStopSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const listen = (): void => void process.once('SIGINT', stop).once('SIGTERM', stop);
  if (first.aborted) listen();
  else first.addEventListener('abort', listen, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      first.removeEventListener('abort', listen);
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
