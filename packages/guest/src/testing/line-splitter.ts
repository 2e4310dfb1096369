/** Cuts bytes into lines of UTF-8 at LF. `onTooLong` hears once when a line is over the bound; nothing comes after that. */
export function createLineSplitter(
  maxBytes: number,
  onLine: (line: string) => void,
  onTooLong: () => void,
): (chunk: Uint8Array) => void {
  let parts: Uint8Array[] = [];
  let size = 0;
  let isOver = false;
  return (chunk) => {
    let from = 0;
    while (!isOver) {
      const end = chunk.indexOf(0x0a, from);
      const part = chunk.subarray(from, end === -1 ? chunk.length : end);
      size += part.length;
      if (size > maxBytes) {
        isOver = true;
        parts = [];
        return onTooLong();
      }
      parts.push(part);
      if (end === -1) return undefined;
      const line = Buffer.concat(parts).toString('utf8');
      [parts, size, from] = [[], 0, end + 1];
      onLine(line);
    }
    return undefined;
  };
}
