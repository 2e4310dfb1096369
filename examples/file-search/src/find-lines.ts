import type { ReadOnlyFiles } from '@kami/guest';

/** A line of a file that holds the text. */
export interface FoundLine {
  /** From 1. */
  line: number;
  text: string;
}

/** Lines shown of one file, and characters of a line. */
const MAX_LINES = 5;
const MAX_TEXT = 200;

/** Files over this are not searched (bytes). */
const MAX_SIZE = 4 << 20;

/** The first lines of a text file that hold `wanted`; none of a file that is binary or too large. */
export function findLines(
  files: ReadOnlyFiles,
  { path, size }: { readonly path: string; readonly size: number },
  wanted: string,
  ignoreCase: boolean,
): FoundLine[] {
  if (size > MAX_SIZE) return [];
  const text = files.readText(path);
  const fold = (value: string): string => (ignoreCase ? value.toLowerCase() : value);
  if (text.includes('\0') || !fold(text).includes(fold(wanted))) return [];
  return text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter(({ text: line }) => fold(line).includes(fold(wanted)))
    .slice(0, MAX_LINES)
    .map(({ line, text: found }) => ({ line, text: found.trim().slice(0, MAX_TEXT) }));
}
