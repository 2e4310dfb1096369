/** Pages that a memory without a maximum may grow to: the whole of a 32-bit address space. */
const UNBOUNDED_PAGES = 65_536;
const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;

/**
 * The sum of the maxima of all memories that a core module defines, in pages of 64 KiB (WebAssembly
 * core specification, section 5.5.8). Threat: V8 bounds each memory, and fifty memories under a bound
 * of 64 MiB took 3.3 GB; so the sum over all instances is what counts.
 */
export function maximumPages(module: Uint8Array): number {
  let offset = HEADER_BYTES;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[offset++];
      if (byte === undefined || shift > 28) throw new RangeError('core module is malformed');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (offset < module.length) {
    const id = module[offset++];
    const size = read();
    if (id !== MEMORY_SECTION) {
      offset += size;
      continue;
    }
    let pages = 0;
    for (let count = read(); count > 0; count--) {
      const hasMaximum = (read() & 1) === 1;
      read();
      pages += hasMaximum ? read() : UNBOUNDED_PAGES;
    }
    return pages;
  }
  return 0;
}
