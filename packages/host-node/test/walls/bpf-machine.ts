/** What a system call looks like to a filter: `struct seccomp_data` of linux/seccomp.h. */
export interface SystemCall {
  readonly number: number;
  readonly architecture: number;
  /** The arguments, 64 bits each. */
  readonly args?: readonly bigint[];
}

/** Runs a classic-BPF program on a system call, by the rules of linux/filter.h, and gives its verdict. */
export function runBpf(program: Uint8Array, call: SystemCall): number {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, call.number, true);
  data.setUint32(4, call.architecture, true);
  (call.args ?? []).forEach((value, index) => data.setBigUint64(16 + 8 * index, value, true));
  const code = new DataView(program.buffer, program.byteOffset, program.byteLength);
  let accumulator = 0;
  for (let at = 0; at < program.length / 8; at++) {
    const operand = code.getUint32(at * 8 + 4, true);
    const whenTrue = code.getUint8(at * 8 + 2);
    const whenFalse = code.getUint8(at * 8 + 3);
    switch (code.getUint16(at * 8, true)) {
      case 0x20:
        accumulator = data.getUint32(operand, true);
        break;
      case 0x15:
        at += accumulator === operand ? whenTrue : whenFalse;
        break;
      case 0x45:
        at += (accumulator & operand) === 0 ? whenFalse : whenTrue;
        break;
      case 0x06:
        return operand;
      default:
        throw new Error(`no instruction of a filter stands at ${at}`);
    }
  }
  throw new Error('the program does not end');
}
