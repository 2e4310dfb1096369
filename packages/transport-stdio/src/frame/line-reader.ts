/**
 * Threat: a peer that sends a line without an end, to fill the memory. Rule: a line is kept only up to
 * a bound; past it its bytes are thrown away up to the next line break, and it is told once.
 */

/** What a reader found: a line without its line break, or one over the bound. */
export type LineEvent = { readonly kind: 'line'; readonly bytes: Uint8Array } | { readonly kind: 'too-long' };

/** Cuts a stream of bytes into lines at LF; a CR before it is left out. */
export interface LineReader {
  /** Takes the next bytes; gives what they completed. */
  push(chunk: Uint8Array): LineEvent[];
}

const LF = 0x0a;
const CR = 0x0d;

/** Makes a reader of lines of at most `maxBytes`. */
export function createLineReader(maxBytes: number): LineReader {
  let parts: Uint8Array[] = [];
  let size = 0;
  let skipping = false;

  const keep = (part: Uint8Array): boolean => {
    size += part.length;
    // A CR that ends the line is not counted, and may be in the next chunk.
    if (size <= maxBytes + 1) parts.push(part);
    else [parts, skipping] = [[], true];
    return !skipping;
  };

  const finish = (): LineEvent => {
    const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    const wasSkipping = skipping;
    [parts, size, skipping] = [[], 0, false];
    const bytes = whole.at(-1) === CR ? whole.subarray(0, -1) : whole;
    return wasSkipping || bytes.length > maxBytes ? { kind: 'too-long' } : { kind: 'line', bytes };
  };

  return {
    push(chunk) {
      const found: LineEvent[] = [];
      let start = 0;
      for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
        if (!skipping) keep(chunk.subarray(start, end));
        found.push(finish());
        start = end + 1;
      }
      if (start < chunk.length && !skipping) keep(chunk.subarray(start));
      return found;
    },
  };
}
