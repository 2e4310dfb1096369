/**
 * Threat: a secret in another spelling than its own. Rule: besides the secret itself, the spellings that tools and
 * servers write without meaning to hide it are looked for: in JSON, percent-encoded, base64 at each of its three
 * alignments, hexadecimal. A tool that holds a secret and means to hide it can write it in ways that no list has.
 */
import { toHex } from '@kami/types';

/** Shortest secret, in bytes: a shorter one could not be taken out without taking ordinary words out. */
export const MIN_SECRET_BYTES = 8;
/** Longest secret, in bytes: a header field's value, and a reply to an executor, hold it. */
export const MAX_SECRET_BYTES = 8192;

/** The spellings of a secret that are redacted, none twice, each of at least {@link MIN_SECRET_BYTES} characters. */
export function secretForms(value: string): readonly string[] {
  const whole = [value, ...credentials(value), ...lines(value)];
  const forms = whole.flatMap(spellings);
  return [...new Set(forms)].filter((form) => form.length >= MIN_SECRET_BYTES);
}

function spellings(value: string): readonly string[] {
  const bytes = new TextEncoder().encode(value);
  const hex = toHex(bytes);
  return [
    value,
    ...escapings(value),
    ...percentEncodings(value),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
}

/**
 * Percent-encoded by each set of characters that is in use: JavaScript's two, all but the unreserved (RFC 3986, section 2.3),
 * the same with slashes left, forms, and the path of a URL, which is how an address of the secret's own is logged (URL
 * standard, "path percent-encode set").
 */
function percentEncodings(value: string): readonly string[] {
  const component = encodeURIComponent(value);
  const strict = component.replaceAll(/[!'()*]/gu, asciiCode);
  const all = [
    component,
    component.replaceAll('%20', '+'),
    strict,
    strict.replaceAll('%2F', '/'),
    strict.replaceAll('%20', '+'),
    component.replaceAll(/[!'()~]/gu, asciiCode).replaceAll('%20', '+'),
    encodeURI(value),
    value.replaceAll('\\', '/').replaceAll(/[^!$%&'()*+,\-./\w:;=@[\]|~]+/gu, encodeURIComponent),
  ];
  return all.flatMap((form) => [form, form.replaceAll(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase())]);
}

function asciiCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** As in a JSON text, in a JSON text that is a text of another, and in one of that; with and without escaped letters. */
function escapings(value: string): readonly string[] {
  const escape = (text: string): string => JSON.stringify(text).slice(1, -1);
  const inAscii = (text: string): string =>
    escape(text).replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return [escape, inAscii].flatMap((first) => {
    const once = first(value);
    return [once, escape(once), escape(escape(once))];
  });
}

/** What stands after the scheme in `Basic dXNlcjpw`: a server echoes it alone. */
function credentials(value: string): readonly string[] {
  const [, rest] = /^[A-Za-z][A-Za-z0-9-]* (\S+)$/u.exec(value) ?? [];
  return rest === undefined ? [] : [rest];
}

/** Each line of a secret of several, as of a key in PEM form: they are printed one by one. */
function lines(value: string): readonly string[] {
  const all = value.split(/\r?\n/u);
  return all.length === 1 ? [] : all.filter((line) => line.length >= 16 && !line.startsWith('-----'));
}

/** The characters that the bytes alone decide when `offset` bytes stand before them in what is encoded. */
function base64At(bytes: Uint8Array, offset: number): readonly string[] {
  const padded = new Uint8Array(offset + bytes.length);
  padded.set(bytes, offset);
  const text = padded.toBase64();
  const end = Math.floor((padded.length * 8) / 6);
  const form = text.slice(Math.ceil((offset * 8) / 6), end);
  return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
}
