/**
 * Threat: a secret that cannot be taken out of answers, or that smuggles a header field. Rule: lengths are bounded on
 * both sides, what is no text is refused, and what has more than a line, or more than printable ASCII, goes into no header.
 */
import { MAX_SECRET_BYTES, MIN_SECRET_BYTES } from './secret-forms.ts';

/** Why a text cannot be a secret, as the end of a sentence, or nothing when it can. */
export function secretRefusal(value: string): string | undefined {
  const size = new TextEncoder().encode(value).length;
  if (size === 0) return 'it is empty';
  if (size < MIN_SECRET_BYTES)
    return `it has ${size} bytes, expected at least ${MIN_SECRET_BYTES}: a shorter one could not be taken out of answers without taking ordinary words out`;
  if (size > MAX_SECRET_BYTES) return `it has ${size} bytes, expected at most ${MAX_SECRET_BYTES}`;
  if (!value.isWellFormed() || value.includes('\0') || value.includes('\uFFFD'))
    return 'it is no text in UTF-8';
  return undefined;
}

/** Why a secret cannot stand in a header field, as the end of a sentence, or nothing when it can (RFC 9110, section 5.5). */
export function headerValueRefusal(value: string): string | undefined {
  if (/[\r\n]/u.test(value)) return 'it has more than one line';
  if (!/^[\x20-\x7e\t]+$/u.test(value)) return 'it has characters that no header field carries';
  return value.trim() === value ? undefined : 'it begins or ends with a space';
}
