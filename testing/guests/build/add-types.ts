/** Types that V8 and the component tools allow in one module. */
const TYPE_LIMIT = 1_000_000;
/** Parameters of an added type: each is one of four number types, which makes about a million different ones. */
const PARAMETERS = 10;
const TYPE_SECTION = 1;
const PREAMBLE = 8;

/** The core module with different function types behind its own, {@link TYPE_LIMIT} in all. Its type section comes first. */
export function addTypes(module: Uint8Array): Uint8Array {
  if (module[PREAMBLE] !== TYPE_SECTION) throw new TypeError('no type section in front');
  const [size, contentAt] = readLeb128(module, PREAMBLE + 1);
  const [count, typesAt] = readLeb128(module, contentAt);
  const end = contentAt + size;
  const added = new Uint8Array((TYPE_LIMIT - count) * (PARAMETERS + 3));
  for (let at = 0, code = 0; at < added.length; code += 1) {
    added[at++] = 0x60;
    added[at++] = PARAMETERS;
    for (let digit = 0; digit < PARAMETERS; digit += 1) added[at++] = 0x7c + ((code >>> (2 * digit)) & 3);
    added[at++] = 0;
  }
  const content = Buffer.concat([leb128(TYPE_LIMIT), module.subarray(typesAt, end), added]);
  return Buffer.concat([
    module.subarray(0, PREAMBLE + 1),
    leb128(content.length),
    content,
    module.subarray(end),
  ]);
}

function readLeb128(bytes: Uint8Array, from: number): readonly [value: number, end: number] {
  let value = 0;
  for (let at = from, shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

function leb128(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}
