/**
 * Threat: a text of a new version that hides what changed: behind a long beginning, in characters that do not show, or
 * under line breaks that draw lines which KAMI never wrote. Rule: what differs is shown in full up to a bound and said to be
 * cut beyond it, on one line, and characters that do not show are shown as codes and counted.
 */
import { terminalText } from '../output/terminal-text.ts';

/** Equal characters that are shown before and after what differs. */
const CONTEXT = 40;
/** Characters of what differs that are shown of one text: a description has 16,384 at most, and a diff has many. */
const MAX_SHOWN = 2000;

/** A change of a text in words: one line before and one now; nothing where the texts are equal. */
export function textChange(
  what: string,
  before: string | undefined,
  now: string | undefined,
): readonly string[] {
  if (before === now) return [];
  const [start, end] = commonEnds(before ?? '', now ?? '');
  return [
    `${what}, before: ${shown(before, start, end)}`,
    `${what}, now: ${shown(now, start, end)}${hiddenNote(now ?? '')}`,
  ];
}

function commonEnds(a: string, b: string): readonly [start: number, end: number] {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [start, end];
}

function shown(text: string | undefined, start: number, end: number): string {
  if (text === undefined) return 'none';
  const from = start > 2 * CONTEXT ? start - CONTEXT : 0;
  const to = end > 2 * CONTEXT ? text.length - end + CONTEXT : text.length;
  const cut = Math.min(to, from + MAX_SHOWN);
  const more = to > cut ? `… and ${to - cut} characters more` : to < text.length ? '…' : '';
  return `${from > 0 ? '…' : ''}${visible(text.slice(from, cut))}${more}`;
}

/** The text on one line, with what does not show as codes. */
function visible(text: string): string {
  return terminalText(text.replaceAll(/\r?\n/gu, ' ⏎ ').replaceAll('\t', ' '));
}

function hiddenNote(text: string): string {
  const bare = text.replaceAll(/[\n\r\t]/gu, '');
  const hidden = Array.from(bare).filter((character) => terminalText(character) !== character).length;
  if (hidden === 0) return '';
  return ` (holds ${hidden} ${hidden === 1 ? 'character that does' : 'characters that do'} not show)`;
}
