/** Makes `calls` calls, `callers` of them at the same time: each calls, waits and calls again. Gives calls a second. */
export async function callAll(calls: number, callers: number, call: () => Promise<void>): Promise<number> {
  const started = performance.now();
  let begun = 0;
  const caller = async (): Promise<void> => {
    while (begun < calls) {
      begun += 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (calls / (performance.now() - started)) * 1000;
}
