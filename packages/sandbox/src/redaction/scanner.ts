import type { PatternMachine } from './pattern-machine.ts';

/** A part of what was read: positions count from the first symbol ever read. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Whether a pattern covers it. */
  readonly covered: boolean;
  /** Whether what covers it begins here, and not in a span that was given before. */
  readonly opens: boolean;
}

/** Reads symbols in pieces and says which of them a pattern covers. */
export interface Scanner {
  read(length: number, symbolAt: (index: number) => number): void;
  /** The spans that nothing read later can change; with `all`, every span to the end. */
  take(all: boolean): readonly Span[];
}

interface Cover {
  start: number;
  end: number;
  opens: boolean;
}

/** Makes a scanner at the beginning of a text. */
export function createScanner(machine: PatternMachine): Scanner {
  let state = 0;
  let position = 0;
  let taken = 0;
  let covers: Cover[] = [];

  const cover = (length: number): void => {
    const found: Cover = { start: position - length, end: position, opens: true };
    // Patterns overlap, and a longer one may begin before one that was found earlier.
    for (let last = covers.at(-1); last !== undefined && last.end >= found.start; last = covers.at(-1)) {
      if (last.start <= found.start) {
        last.end = found.end;
        return;
      }
      covers.pop();
    }
    covers.push(found);
  };

  return {
    read(length, symbolAt) {
      for (let index = 0; index < length; index += 1) {
        state = machine.next(state, symbolAt(index));
        position += 1;
        const found = machine.found(state);
        if (found > 0) cover(found);
      }
    },
    take(all) {
      const limit = all ? position : position - machine.depth(state);
      const spans: Span[] = [];
      const left: Cover[] = [];
      const put = (end: number, covered: boolean, opens: boolean): void => {
        if (end > taken) spans.push({ start: taken, end, covered, opens });
        taken = Math.max(taken, end);
      };
      for (const { start, end, opens } of covers) {
        put(Math.min(start, limit), false, false);
        if (start < limit) put(Math.min(end, limit), true, opens);
        // What ends at the limit stays: a pattern found next may join it.
        if (end >= limit)
          left.push(start < limit ? { start: limit, end, opens: false } : { start, end, opens });
      }
      put(limit, false, false);
      covers = left;
      return spans;
    },
  };
}
