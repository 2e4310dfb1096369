import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seccompFilter, VERDICTS } from '../../src/walls/seccomp-filter.ts';
import { ALLOWED_CALLS, JUDGED_CALLS } from '../../src/walls/system-calls.ts';
import { runBpf } from './bpf-machine.ts';

/** Architectures of linux/audit.h. */
const AUDIT = { x64: 0xc000_003e, arm64: 0xc000_00b7, i386: 0x4000_0003, arm: 0x4000_0028 };
const HEADERS = {
  x64: '/usr/include/x86_64-linux-gnu/asm/unistd_64.h',
  arm64: '/usr/include/asm-generic/unistd.h',
};
const columns = [
  ['x64', 0],
  ['arm64', 1],
] as const;
const argument = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const low = (value: bigint): number => Number(value & 0xffff_ffffn);

function filterOf(architecture: 'x64' | 'arm64'): Uint8Array {
  return seccompFilter(architecture) ?? new Uint8Array(0);
}

describe('seccompFilter', () => {
  it('is there for two architectures', () => {
    expect(seccompFilter('riscv64')).toBeUndefined();
    expect(filterOf('x64').length).toBeGreaterThan(0);
    expect(filterOf('arm64').length).toBeGreaterThan(0);
  });

  it.each(columns)(
    'of %s allows what its table allows, and has no such call for everything else',
    (name, column) => {
      const allowed = new Set(Object.values(ALLOWED_CALLS).map((numbers) => numbers[column]));
      const judged = new Set(Object.values(JUDGED_CALLS).map((numbers) => numbers[column]));
      const program = filterOf(name);
      fc.assert(
        fc.property(
          fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 0xffff_ffff })),
          fc.array(argument, { maxLength: 6 }),
          (number, args) => {
            if (judged.has(number)) return;
            const verdict = runBpf(program, { number, architecture: AUDIT[name], args });
            expect(verdict).toBe(allowed.has(number) ? VERDICTS.allow : VERDICTS.noSuchCall);
          },
        ),
        { numRuns: 2000 },
      );
    },
  );

  it.each(columns)('of %s looks at the arguments of clone, ioctl, prctl and prlimit64', (name, column) => {
    const judge = (call: keyof typeof JUDGED_CALLS, args: readonly bigint[]): number =>
      runBpf(filterOf(name), { number: JUDGED_CALLS[call][column] ?? -1, architecture: AUDIT[name], args });
    const namespaces = 0x7e02_0000;
    fc.assert(
      fc.property(argument, (flags) => {
        const isThread = (low(flags) & 0x0001_0000) !== 0 && (low(flags) & namespaces) === 0;
        expect(judge('clone', [flags])).toBe(isThread ? VERDICTS.allow : VERDICTS.notPermitted);
      }),
    );
    // The kernel looks at the low word alone: a high one must not hide TIOCSTI (0x5412).
    for (const high of [0n, 1n << 32n, 0xffff_ffffn << 32n]) {
      expect(judge('ioctl', [0n, high | 0x5412n])).toBe(VERDICTS.noTerminal);
      expect(judge('ioctl', [0n, high | 0x5421n])).toBe(VERDICTS.allow);
    }
    // PR_SET_NAME, PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP.
    expect([15n, 1n, 4n, 22n].map((option) => judge('prctl', [option]))).toEqual([
      VERDICTS.allow,
      VERDICTS.invalid,
      VERDICTS.invalid,
      VERDICTS.invalid,
    ]);
    expect([0n, 1n, 4321n].map((pid) => judge('prlimit64', [pid]))).toEqual([
      VERDICTS.allow,
      VERDICTS.notPermitted,
      VERDICTS.notPermitted,
    ]);
  });

  it.each(columns)('of %s kills a call through another architecture', (name) => {
    for (const architecture of Object.values(AUDIT).filter((value) => value !== AUDIT[name]))
      expect(runBpf(filterOf(name), { number: 0, architecture })).toBe(VERDICTS.kill);
  });

  it('has no such call for those of x32', () => {
    for (const [number] of Object.values(ALLOWED_CALLS)) {
      const call = { number: (number | 0x4000_0000) >>> 0, architecture: AUDIT.x64 };
      expect(runBpf(filterOf('x64'), call)).toBe(VERDICTS.noSuchCall);
    }
  });

  it('leaves out what gets further: sockets, other processes, mounts, namespaces, io_uring, keys, the kernel', () => {
    const x64 = {
      socket: 41,
      socketpair: 53,
      connect: 42,
      sendmsg: 46,
      recvmsg: 47,
      fork: 57,
      vfork: 58,
      clone3: 435,
      execveat: 322,
      kill: 62,
      ptrace: 101,
      process_vm_readv: 310,
      process_vm_writev: 311,
      pidfd_open: 434,
      pidfd_getfd: 438,
      pidfd_send_signal: 424,
      mount: 165,
      umount2: 166,
      pivot_root: 155,
      chroot: 161,
      move_mount: 429,
      open_tree: 428,
      fsopen: 430,
      mount_setattr: 442,
      unshare: 272,
      setns: 308,
      io_uring_setup: 425,
      io_uring_enter: 426,
      io_uring_register: 427,
      add_key: 248,
      request_key: 249,
      keyctl: 250,
      bpf: 321,
      perf_event_open: 298,
      userfaultfd: 323,
      open_by_handle_at: 304,
      init_module: 175,
      finit_module: 313,
      kexec_load: 246,
      reboot: 169,
      seccomp: 317,
      setuid: 105,
      capset: 126,
      memfd_create: 319,
      personality: 135,
      modify_ldt: 154,
    };
    for (const [name, number] of Object.entries(x64)) {
      expect(runBpf(filterOf('x64'), { number, architecture: AUDIT.x64 }), name).toBe(VERDICTS.noSuchCall);
    }
  });

  it.each(columns)('of %s has the numbers of the kernel headers', (name, column) => {
    // Where they are not installed the numbers are those that were checked where they are.
    if (!existsSync(HEADERS[name])) return;
    const text = readFileSync(HEADERS[name], 'utf8');
    const numbers = new Map(
      [...text.matchAll(/^#define __NR(?:3264)?_(\w+) (\d+)$/gmu)].map(([, call = '', number]) => [
        call === 'fstatat' ? 'newfstatat' : call,
        Number(number),
      ]),
    );
    for (const [call, given] of Object.entries({ ...ALLOWED_CALLS, ...JUDGED_CALLS }))
      if (given[column] !== undefined) expect(numbers.get(call), call).toBe(given[column]);
  });
});
