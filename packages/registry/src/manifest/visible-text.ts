/**
 * Threat: a description is read by a person and by a model; escape sequences, bidirectional overrides, tag characters
 * and other invisible code points show the two of them different texts (Unicode TR 36).
 * Rule: only visible characters, spaces and, in descriptions, line breaks; joiners and the emoji selector only where
 * scripts and emoji need them.
 */
import type { TextRule } from './table-reader.ts';

const JOINED =
  /(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\uFE0F)[\u200C\u200D](?=[\p{L}\p{M}\p{Extended_Pictographic}])/gu;
const EMOJI_STYLE = /(?<=\p{Emoji})\uFE0F/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{DI}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

/** The longest description, in UTF-16 code units. */
const MAX_DESCRIPTION = 4096;
/** The longest message of a prompt, in UTF-16 code units. */
const MAX_PROMPT_TEXT = 16_384;
/** The longest line for a shell, in UTF-16 code units. */
const MAX_COMMAND = 2048;
/** The longest title, in UTF-16 code units. */
const MAX_TITLE = 128;

/** Accepts a description: visible text of at most 4,096 characters, line breaks and tabs included. */
export const isDescription: TextRule = (text) => checkVisible(text, MAX_DESCRIPTION, true);

/** Accepts a title: one line of visible text of at most 128 characters. */
export const isTitle: TextRule = (text) => checkVisible(text, MAX_TITLE, false);

/** Accepts a message of a prompt: visible text of at most 16,384 characters, line breaks and tabs included. */
export const isPromptText: TextRule = (text) => checkVisible(text, MAX_PROMPT_TEXT, true);

/** Accepts a line for a shell: one line of visible text of at most 2,048 characters. */
export const isCommandLine: TextRule = (text) => checkVisible(text, MAX_COMMAND, false);

function checkVisible(text: string, maximum: number, lineBreaks: boolean): string | undefined {
  if (text.length > maximum) return `expected at most ${maximum} characters`;
  if (text.trim() === '') return 'expected a text that says something';
  const found = invisibleCharacter(lineBreaks ? text.replace(/\r\n/gu, '\n') : text, lineBreaks);
  return found === undefined
    ? undefined
    : `the invisible character ${found} is not allowed, expected visible text`;
}

/**
 * The first character of a text that does not show, as `U+` and its code; nothing where every one does. Tabs and line feeds
 * count as visible where `lineBreaks` says so.
 */
export function invisibleCharacter(text: string, lineBreaks: boolean): string | undefined {
  const bare = (lineBreaks ? text.replace(/[\n\t]/gu, ' ') : text)
    .replace(JOINED, '')
    .replace(EMOJI_STYLE, '');
  const found = INVISIBLE.exec(bare)?.[0];
  if (found === undefined) return undefined;
  return `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
