/**
 * Threat: text that is JSON and still hostile: nested to exhaust a stack, over any size, with two
 * values for one key so that two readers see two things, or with numbers that no double holds. Rule:
 * one pass bounds size and depth before anything is built; what was built is counted against it.
 */
import { err, ok, type Json, type Result } from '@kami/types';
import { countKeys } from './count-keys.ts';
import { scanJson } from './scan-json.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { fitsUtf8 } from './utf8-length.ts';

/** Bounds of a JSON text. */
export interface JsonBounds {
  /** Containers inside each other; `[[1]]` has depth 2, `1` has 0. */
  readonly maxDepth: number;
  readonly maxBytes: number;
  /** RFC 8259, section 4 leaves duplicates undefined; RFC 7493, section 2.3 forbids them. */
  readonly rejectDuplicateKeys: boolean;
}

/** Why a text was refused. */
export interface JsonFault {
  readonly kind: 'too-large' | 'encoding' | 'too-deep' | 'syntax' | 'duplicate-key' | 'number-range';
  /** What is wrong, without quoting the text. */
  readonly message: string;
}

/** Reads JSON (RFC 8259) from text or from UTF-8 bytes, within bounds. A byte-order mark is a syntax error. */
export function boundedJson(source: string | Uint8Array, bounds: JsonBounds): Result<Json, JsonFault> {
  const size = typeof source === 'string' ? source.length : source.byteLength;
  const tooLarge: JsonFault = { kind: 'too-large', message: `over ${bounds.maxBytes} bytes` };
  if (size > bounds.maxBytes) return err(tooLarge);
  const text = typeof source === 'string' ? source : decodeUtf8(source);
  if (text === undefined) return err({ kind: 'encoding', message: 'not UTF-8' });
  if (typeof source === 'string' && !fitsUtf8(source, bounds.maxBytes)) return err(tooLarge);
  const scan = scanJson(text, bounds.maxDepth);
  if (scan === undefined) return err({ kind: 'too-deep', message: `nested deeper than ${bounds.maxDepth}` });
  const value = parse(text);
  if (value === undefined) return err({ kind: 'syntax', message: 'not JSON' });
  const count = countKeys(value);
  if (count === undefined) return err({ kind: 'number-range', message: 'a number is out of range' });
  if (bounds.rejectDuplicateKeys && count !== scan.keys)
    return err({ kind: 'duplicate-key', message: 'an object has a key twice' });
  return ok(value);
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isParsed(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What `JSON.parse` gave is JSON by definition: a statement to the compiler, not a check. */
function isParsed(_value: unknown): _value is Json {
  return true;
}
