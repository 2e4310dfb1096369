/** Overwrites each copy of these texts with zeros, in place. */
export function clearTexts(binary: Buffer, texts: readonly string[]): void {
  for (const text of texts) {
    const bytes = Buffer.from(text);
    for (let at = binary.indexOf(bytes); at !== -1; at = binary.indexOf(bytes, at + bytes.length))
      binary.fill(0, at, at + bytes.length);
  }
}
