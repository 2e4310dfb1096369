import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { InstalledTool } from './installed-tool.ts';

/** Characters of a search: each word of it is looked for, and an endless list of words would hold up the store. */
export const MAX_SEARCH_TEXT = 256;

/** The text that the words of a search are looked for in: name, id and descriptions, folded, a line each. */
export function toolSearchText(
  tool: Pick<InstalledTool, 'id' | 'name' | 'manifest' | 'definitions'>,
): string {
  const { id, name, manifest, definitions } = tool;
  const descriptions = [manifest.description ?? '', ...definitions.map(({ description }) => description)];
  return foldSearchText([name, id, ...descriptions].join('\n'));
}

/** Reads the words of a search, folded as the text is that they are looked for in. Error: `KAMI_USAGE`. */
export function parseSearchWords(text: string): Result<readonly string[], KamiError> {
  if (text.length > MAX_SEARCH_TEXT) {
    const message = `A search has at most ${MAX_SEARCH_TEXT} characters, and this one ${text.length}.`;
    return err(kamiError('KAMI_USAGE', message, { hint: 'Search for fewer words.' }));
  }
  const words = foldSearchText(text).split(/\s+/u);
  return ok([...new Set(words.filter((word) => word !== ''))]);
}

/**
 * Lower case in one form: composed (Unicode NFC), both sigmas alike, NUL a blank, since SQLite ends a text there, and a
 * lone surrogate U+FFFD, as it is stored.
 */
function foldSearchText(text: string): string {
  return text.toWellFormed().normalize('NFC').toLowerCase().replaceAll('ς', 'σ').replaceAll('\0', ' ');
}
