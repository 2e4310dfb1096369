/** Fields of the connection itself, which the host writes (RFC 9110, section 7.6.1). */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

/** Whether a text is a token (RFC 9110, section 5.6.2) of bounded length. */
export function isFieldName(name: string): boolean {
  return TOKEN.test(name);
}

/** Whether a guest may not set this field. */
export function isForbiddenField(name: string): boolean {
  return FORBIDDEN.has(name.toLowerCase());
}

/** Whether bytes may be a field's value: nothing that could end it early (RFC 9110, section 5.5). */
export function isFieldValue(value: Uint8Array): boolean {
  return value.every((byte) => byte !== 0 && byte !== 0x0a && byte !== 0x0d);
}

/** Bytes as text, one character a byte. */
export function latin1OfBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Text as bytes, one byte a character. */
export function bytesOfLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
