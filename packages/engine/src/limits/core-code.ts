import type { ByteReader } from '../decode/byte-reader.ts';
import { readInstruction } from './core-instruction.ts';
import { readCoreValueType } from './core-types.ts';

/**
 * Takes a code section up to the last instruction of its last function. What V8 makes sure of by itself (that blocks
 * are closed, that types fit) is not looked at.
 */
export function readCode(reader: ByteReader): void {
  const functions = reader.u32();
  for (let i = 0; i < functions && reader.failure === undefined; i += 1) {
    reader.range(reader.u32(), () => {
      const groups = reader.u32();
      for (let group = 0; group < groups && !reader.done; group += 1) {
        reader.u32();
        readCoreValueType(reader);
      }
      while (!reader.done) readInstruction(reader);
    });
  }
}
