import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { TextFormat } from './config-text.ts';
import { putMember, takeMember } from './json-member.ts';

/** JSON with comments and trailing commas, as editors write it. An empty text is an empty table. */
export const jsonText: TextFormat = {
  parse(text) {
    if (text.trim() === '') return {};
    const errors: ParseError[] = [];
    const document: unknown = parse(text, errors, { allowTrailingComma: true });
    const [first] = errors;
    if (first === undefined) return document;
    const line = text.slice(0, first.offset).split('\n').length;
    throw new Error(`${printParseErrorCode(first.error)} in line ${line}`);
  },
  edit(text, path, entry) {
    const base = text.trim() === '' ? '{}\n' : text;
    return entry === undefined ? takeMember(base, path) : putMember(base, path, entry);
  },
};
