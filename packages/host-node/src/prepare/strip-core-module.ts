/** Bytes of magic number and version. */
const PREAMBLE_BYTES = 8;
const CUSTOM_SECTION = 0;
/** Custom sections that describe the component to be made, as wit-bindgen and `embed` write them. */
const COMPONENT_TYPE = /^component-type(?::|$)/u;

/** A core module without names, debug information and other custom sections but those that describe its component. */
export interface StrippedModule {
  readonly bytes: Uint8Array;
  /** Whether it says itself what component it is to be. */
  readonly hasComponentType: boolean;
}

/** Takes out what a run does not need. A module whose sections cannot be read is given back as it is. */
export function stripCoreModule(module: Uint8Array): StrippedModule {
  const kept: Uint8Array[] = [module.subarray(0, PREAMBLE_BYTES)];
  let hasComponentType = false;
  for (let at = PREAMBLE_BYTES; at < module.length;) {
    const size = readU32(module, at + 1);
    const end = size === undefined ? Infinity : size.end + size.value;
    if (size === undefined || end > module.length) return { bytes: module, hasComponentType };
    const describes = module[at] === CUSTOM_SECTION && COMPONENT_TYPE.test(readName(module, size.end));
    if (module[at] !== CUSTOM_SECTION || describes) kept.push(module.subarray(at, end));
    hasComponentType ||= describes;
    at = end;
  }
  return { bytes: Buffer.concat(kept), hasComponentType };
}

function readName(module: Uint8Array, at: number): string {
  const length = readU32(module, at);
  if (length === undefined) return '';
  return new TextDecoder().decode(module.subarray(length.end, length.end + length.value));
}

/** An unsigned LEB128 number of at most 32 bits (Core specification, section 5.2.2) and where it ends. */
function readU32(
  bytes: Uint8Array,
  from: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let at = from, shift = 0; shift < 35; at += 1, shift += 7) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}
