/**
 * Lets a promise run whose outcome nobody waits for. Expected failures are values; a rejection is a
 * defect and becomes an uncaught exception, so that it cannot be overlooked.
 */
export function detach(promise: Promise<unknown>): void {
  promise.catch((defect: unknown) => {
    queueMicrotask(() => {
      throw defect;
    });
  });
}
