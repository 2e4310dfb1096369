/** A line of a comparison: kept, added or removed. */
export interface DiffLine {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

/** Lines around a change that are shown with it. */
const CONTEXT = 3;

/**
 * What changed between two texts that differ in one place: the lines of that place with a few around it. Empty where
 * nothing did.
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [toLines(before), toLines(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, fresh.length) - head;
  while (tail < most && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  if (head === old.length && head === fresh.length) return [];
  const kept = (lines: readonly string[]): readonly DiffLine[] => lines.map((text) => ({ sign: ' ', text }));
  return [
    ...kept(old.slice(Math.max(0, head - CONTEXT), head)),
    ...old.slice(head, old.length - tail).map((text): DiffLine => ({ sign: '-', text })),
    ...fresh.slice(head, fresh.length - tail).map((text): DiffLine => ({ sign: '+', text })),
    ...kept(old.slice(old.length - tail, old.length - tail + CONTEXT)),
  ];
}

function toLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/u);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
