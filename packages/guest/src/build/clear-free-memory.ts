/** How much is cleared for each byte of code: parsing leaves about this much behind (measured, `docs/guest-size.md`). */
const LEFT_BY_PARSING = 4;

/** The largest and the smallest piece (bytes). Below the smallest, a text's own header undoes what clearing it gains. */
const LARGEST = 1 << 18;
const SMALLEST = 1 << 9;

/** What the engine keeps before a text (bytes), left out so that a piece fits where another of its size was freed. */
const HEADER = 32;

/**
 * JavaScript that overwrites freed memory with zeros, by making texts of NUL of every size and letting them go. The
 * image of a component leaves zeros out, but holds what the engine's parser freed.
 */
export function clearFreeMemory(codeLength: number): string {
  const ofEachSize = Math.ceil((codeLength * LEFT_BY_PARSING) / Math.log2((LARGEST * 2) / SMALLEST));
  return [
    'const pieces = [];',
    `for (let size = ${LARGEST}; size >= ${SMALLEST}; size /= 2)`,
    `  for (let made = 0; made < ${ofEachSize}; made += size) pieces.push('\\0'.repeat(size - ${HEADER}));`,
    'pieces.length = 0;',
  ].join('\n');
}
