/** One step of a filter: linux/filter.h and linux/bpf_common.h of the kernel, of which a seccomp filter may use these. */
export type BpfStep =
  /** A becomes the 32-bit word at this offset of `struct seccomp_data`. */
  | { readonly load: number }
  /** Goes to the label when A is this number, else on. */
  | { readonly whenEqual: number; readonly to: string }
  /** Goes to the label when A has one of these bits, else on. */
  | { readonly whenAnyBit: number; readonly to: string }
  /** Ends with this verdict. */
  | { readonly verdict: number }
  /** Marks a place; no instruction. */
  | { readonly label: string };

/** BPF_LD + BPF_W + BPF_ABS. */
const LOAD_WORD = 0x20;
/** BPF_JMP + BPF_JEQ + BPF_K. */
const JUMP_EQUAL = 0x15;
/** BPF_JMP + BPF_JSET + BPF_K. */
const JUMP_ANY_BIT = 0x45;
/** BPF_RET + BPF_K. */
const RETURN = 0x06;
/** Bytes of `struct sock_filter`: code (16 bit), two jump distances (8 bit each), operand (32 bit). */
const INSTRUCTION_BYTES = 8;
/** A jump is forward, by a distance of 8 bits. */
const FARTHEST_JUMP = 255;

/**
 * Assembles a classic-BPF program for a little-endian processor. Throws for a label that is missing, stands before the jump
 * or more than {@link FARTHEST_JUMP} instructions behind it: the program is not one.
 */
export function assembleBpf(steps: readonly BpfStep[]): Uint8Array {
  const places = new Map<string, number>();
  let count = 0;
  for (const step of steps) {
    if (!('label' in step)) count += 1;
    else if (places.has(step.label)) throw new Error(`the label ${step.label} stands twice`);
    else places.set(step.label, count);
  }
  const bytes = new Uint8Array(count * INSTRUCTION_BYTES);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const emit = (code: number, operand: number, distance = 0): void => {
    view.setUint16(at * INSTRUCTION_BYTES, code, true);
    view.setUint8(at * INSTRUCTION_BYTES + 2, distance);
    view.setUint32(at * INSTRUCTION_BYTES + 4, operand, true);
    at += 1;
  };
  const distanceTo = (label: string): number => {
    const distance = (places.get(label) ?? -1) - at - 1;
    if (distance < 0 || distance > FARTHEST_JUMP) throw new Error(`the label ${label} cannot be reached`);
    return distance;
  };
  for (const step of steps) {
    if ('load' in step) emit(LOAD_WORD, step.load);
    else if ('whenEqual' in step) emit(JUMP_EQUAL, step.whenEqual, distanceTo(step.to));
    else if ('whenAnyBit' in step) emit(JUMP_ANY_BIT, step.whenAnyBit, distanceTo(step.to));
    else if ('verdict' in step) emit(RETURN, step.verdict);
  }
  return bytes;
}
