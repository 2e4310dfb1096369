import { concatBytes } from '@kami/types';
import type { CoreLimits } from './core-types.ts';
import { leb128 } from './encode.ts';
import type { CoreModule, CoreTable } from './inspect-core-module.ts';
import { MAX_TABLE_ELEMENTS } from './plan-memory.ts';

const TABLE_SECTION = 4;
const MEMORY_SECTION = 5;

/**
 * The module with a maximum on every memory and table it defines: memories by `maxima` (pages, one
 * per memory), tables by {@link MAX_TABLE_ELEMENTS}. Imported ones get theirs where they are defined.
 */
export function limitCoreModule(module: CoreModule, maxima: readonly number[]): Uint8Array {
  const memories = module.memories.map((memory, i) => encodeLimits(memory, maxima[i] ?? memory.minimum));
  const tables = module.tables.map(encodeTable);
  const edits = [
    { range: module.tableSection, replacement: encodeSection(TABLE_SECTION, tables) },
    { range: module.memorySection, replacement: encodeSection(MEMORY_SECTION, memories) },
  ];
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { range, replacement } of edits.toSorted(
    (a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0),
  )) {
    if (range === undefined) continue;
    parts.push(module.bytes.subarray(from, range.start), replacement);
    from = range.end;
  }
  return concatBytes([...parts, module.bytes.subarray(from)]);
}

function encodeTable(table: CoreTable): Uint8Array {
  return concatBytes([table.head, encodeLimits(table, MAX_TABLE_ELEMENTS), table.initializer]);
}

function encodeLimits({ minimum, maximum }: CoreLimits, cap: number): Uint8Array {
  return concatBytes([Uint8Array.of(1), leb128(minimum), leb128(Math.min(maximum ?? cap, cap))]);
}

function encodeSection(id: number, entries: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes([leb128(entries.length), ...entries]);
  return concatBytes([Uint8Array.of(id), leb128(content.length), content]);
}
