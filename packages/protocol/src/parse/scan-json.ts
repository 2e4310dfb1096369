/** What one pass over a text found. */
export interface JsonScan {
  /** Colons outside strings: in a text that is JSON, the number of its keys. */
  readonly keys: number;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Passes over a text that may be JSON, in linear time and constant space; nothing when it nests deeper than `maxDepth`. */
export function scanJson(text: string, maxDepth: number): JsonScan | undefined {
  let keys = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) i = endOfString(text, i);
    else if (c === COLON) keys++;
    else if ((c | 0x20) === 0x7b) {
      if (++depth > maxDepth) return undefined;
    } else if ((c | 0x20) === 0x7d) depth--;
  }
  return { keys };
}

/** Index of the quote that ends the string starting at `start`, or the text's length. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH && end - 1 - escapes > start) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
