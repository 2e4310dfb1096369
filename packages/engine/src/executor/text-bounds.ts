const utf8 = new TextEncoder();
const decoder = new TextDecoder();

/** The longest start of a text that has at most `maxBytes` bytes in UTF-8, well-formed. */
export function cutText(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text.toWellFormed();
  const bytes = utf8.encode(text.slice(0, maxBytes));
  if (bytes.length <= maxBytes) return text.slice(0, maxBytes).toWellFormed();
  return decoder.decode(bytes.subarray(0, maxBytes), { stream: false }).replace(/\uFFFD$/, '');
}

/** Whether a text has at most `maxBytes` bytes in UTF-8. */
export function isWithin(text: string, maxBytes: number): boolean {
  return text.length * 3 <= maxBytes || (text.length <= maxBytes && utf8.encode(text).length <= maxBytes);
}
