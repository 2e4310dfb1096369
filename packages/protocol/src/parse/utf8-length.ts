const utf8 = new TextEncoder();
const utf8Text = new TextDecoder('utf-8', { ignoreBOM: true });

/** Length of a text in bytes of UTF-8. Lone surrogates count as the replacement character, 3 bytes. */
export function utf8Length(text: string): number {
  let ascii = 0;
  while (ascii < text.length && text.charCodeAt(ascii) < 0x80) ascii++;
  return ascii === text.length ? ascii : ascii + utf8.encode(text.slice(ascii)).length;
}

/** Whether a text has at most `maxBytes` bytes in UTF-8. */
export function fitsUtf8(text: string, maxBytes: number): boolean {
  return text.length * 3 <= maxBytes || (text.length <= maxBytes && utf8Length(text) <= maxBytes);
}

/** The longest start of a text that is well-formed and has at most `maxBytes` bytes in UTF-8; lone surrogates are replaced. */
export function cutUtf8(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text.toWellFormed();
  const buffer = new Uint8Array(maxBytes);
  return utf8Text.decode(buffer.subarray(0, utf8.encodeInto(text, buffer).written));
}
