import { concatBytes } from '@kami/types';
import { leb128 } from '../limits/encode.ts';
import { readCoreState } from './core-state.ts';

/** Prefix of the names under which a core module's state is exported. */
export const STATE_PREFIX = 'kami:state/';

const EXPORT_SECTION = 7;
const KINDS = { tables: 1, memories: 2, globals: 3 } as const;

/**
 * A valid core module that also exports every memory, table and mutable global it defines, so that they
 * can be put back from outside. Nothing when that is not all of its state, or a name is taken.
 */
export function exposeState(bytes: Uint8Array): Uint8Array | undefined {
  const state = readCoreState(bytes);
  if (state === undefined || state.exportNames.some((name) => name.startsWith(STATE_PREFIX)))
    return undefined;
  const added = (['memories', 'tables', 'globals'] as const).flatMap((part) =>
    state[part].map((index) => encodeExport(`${STATE_PREFIX}${part}/${index}`, KINDS[part], index)),
  );
  if (added.length === 0) return bytes;
  const { exports, exportsStart } = state;
  const kept = exports === undefined ? new Uint8Array(0) : bytes.subarray(exports.start, exports.end);
  const content = concatBytes([leb128(state.exportNames.length + added.length), kept, ...added]);
  const section = concatBytes([Uint8Array.of(EXPORT_SECTION), leb128(content.length), content]);
  return concatBytes([
    bytes.subarray(0, exportsStart),
    section,
    bytes.subarray(exports?.end ?? exportsStart),
  ]);
}

function encodeExport(name: string, kind: number, index: number): Uint8Array {
  const text = new TextEncoder().encode(name);
  return concatBytes([leb128(text.length), text, Uint8Array.of(kind), leb128(index)]);
}
