import { err, kamiError, MAX_COMPONENT_BYTES, ok, type KamiError, type Result } from '@kami/types';

import { PREAMBLE_BYTES } from './section.ts';

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
const COMPONENT_VERSION = 0x0d;

/** Tells a component from what is none by its first eight bytes. Errors: `KAMI_COMPONENT_INVALID`. */
export function checkPreamble(bytes: Uint8Array): Result<void, KamiError> {
  if (bytes.length > MAX_COMPONENT_BYTES) {
    return refuse(`The component has ${bytes.length} bytes; at most ${MAX_COMPONENT_BYTES} are allowed.`);
  }
  const known = Math.min(bytes.length, MAGIC.length);
  if (bytes.length === 0) return refuse('The component is empty: its file has no bytes.');
  if (MAGIC.slice(0, known).some((byte, i) => bytes[i] !== byte)) {
    return refuse(
      'This is not WebAssembly: the file does not begin with \\0asm.',
      'Give the path of a .wasm component.',
    );
  }
  if (bytes.length < PREAMBLE_BYTES) return refuse(`The file is truncated: it has ${bytes.length} bytes.`);
  const version = (bytes[4] ?? 0) | ((bytes[5] ?? 0) << 8);
  const layer = (bytes[6] ?? 0) | ((bytes[7] ?? 0) << 8);
  if (layer === 0) {
    return refuse(
      'This is a core module, not a component.',
      'Make it a component with `jco new module.wasm -o component.wasm` (or `wasm-tools component new`).',
    );
  }
  if (layer !== 1 || version !== COMPONENT_VERSION) {
    return refuse(`This is WebAssembly of an unknown form (version ${version}, layer ${layer}).`);
  }
  return ok(undefined);
}

function refuse(message: string, hint?: string): Result<never, KamiError> {
  return err(kamiError('KAMI_COMPONENT_INVALID', message, hint === undefined ? {} : { hint }));
}
