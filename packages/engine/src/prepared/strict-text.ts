/**
 * Threat: text that is no Unicode, or begins with a byte order mark, turned silently into other text: two
 * names of files that are one, a check that saw another name than the file system. Rule: what the canonical
 * ABI calls a trap is one ("load_string" of the component model), and no character is dropped.
 */
import { err, ok, type Result } from '@kami/types';

const LENIENT = /\bnew TextDecoder\((?:'(utf-16)')?\)/g;
const STRICT = /\bnew TextDecoder\('utf-(?:8|16)', \{ fatal: true, ignoreBOM: true \}\)/g;

/** The glue with every decoder of text made strict. The error says that one could not be. */
export function strictText(script: string): Result<string, string> {
  const strict = script.replace(
    LENIENT,
    (_match, encoding = 'utf-8') =>
      `new TextDecoder('${String(encoding)}', { fatal: true, ignoreBOM: true })`,
  );
  return strict.replace(STRICT, '').includes('TextDecoder')
    ? err('a decoder of text has another form')
    : ok(strict);
}
