import type { WitPrimitive } from '@kami/types';

/** The primitive types by their opcodes (Component Model, Binary.md, `primvaltype`). */
export const PRIMITIVES: ReadonlyMap<number, WitPrimitive> = new Map([
  [0x7f, 'bool'],
  [0x7e, 's8'],
  [0x7d, 'u8'],
  [0x7c, 's16'],
  [0x7b, 'u16'],
  [0x7a, 's32'],
  [0x79, 'u32'],
  [0x78, 's64'],
  [0x77, 'u64'],
  [0x76, 'f32'],
  [0x75, 'f64'],
  [0x74, 'char'],
  [0x73, 'string'],
]);
