import { ByteReader } from '../decode/byte-reader.ts';
import { PREAMBLE_BYTES } from '../decode/section.ts';

const MAX_SECTIONS = 10_000;
const TAG_SECTION = 13;

/** Whether a core module defines tags of exceptions (Core specification 3.0, section 5.5.16). */
export function definesTags(module: Uint8Array): boolean {
  const reader = new ByteReader(module, PREAMBLE_BYTES, MAX_SECTIONS);
  while (!reader.done) {
    if (reader.byte() === TAG_SECTION) return true;
    reader.take(reader.u32());
  }
  return false;
}
