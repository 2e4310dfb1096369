/** Logs an error as one that nobody caught (HTML standard, section 8.1.4.6). */
export function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
