/**
 * Threat: whoever breaks out of WebAssembly reaches the kernel, by any of some 400 system calls: sockets, ptrace, mounts,
 * namespaces, io_uring, keys, and those that later kernels add. Rule: what Node needs to compute and to use the
 * pipe that it has is allowed; any other call fails as on a kernel that has no such call, for which C libraries, libuv and
 * V8 have their ways around. Sources: seccomp(2), linux/seccomp.h, linux/audit.h, linux/sched.h, asm-generic/ioctls.h.
 */
import { assembleBpf, type BpfStep } from './bpf-program.ts';
import { ALLOWED_CALLS, JUDGED_CALLS, type CallNumbers } from './system-calls.ts';

/** Verdicts (linux/seccomp.h); an error carries its number: EPERM, EINVAL, ENOTTY, ENOSYS. */
export const VERDICTS = {
  allow: 0x7fff_0000,
  /** A call through another architecture's door: its numbers mean other calls. */
  kill: 0x8000_0000,
  notPermitted: 0x0005_0001,
  invalid: 0x0005_0016,
  noTerminal: 0x0005_0019,
  noSuchCall: 0x0005_0026,
} as const;

/** Offsets in `struct seccomp_data`; of an argument the low word, the only one that the kernel looks at in these calls. */
const CALL_NUMBER = 0;
const ARCHITECTURE = 4;
const ARGUMENTS: readonly [number, number] = [16, 24];

/** Architectures (linux/audit.h), and which of {@link CallNumbers} is theirs. */
const ARCHITECTURES: ReadonlyMap<string, { readonly audit: number; readonly column: 0 | 1 }> = new Map([
  ['x64', { audit: 0xc000_003e, column: 0 }],
  ['arm64', { audit: 0xc000_00b7, column: 1 }],
]);

/** CLONE_THREAD: a thread, no process of its own. */
const CLONE_THREAD = 0x0001_0000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const CLONE_NAMESPACES = 0x7e02_0000;
/** TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: no TIOCSTI, which types on the terminal of the host. */
const HARMLESS_IOCTLS = [0x5401, 0x5413, 0x541b, 0x5421, 0x5450, 0x5451];
/** PR_SET_NAME, PR_GET_NAME, PR_SET_VMA: no PR_SET_PDEATHSIG, by which it would outlive the host. */
const HARMLESS_PRCTLS = [15, 16, 0x5356_4d41];

/** The filter for Node's name of an architecture, as `bwrap --seccomp` takes it; nothing where KAMI has none. */
export function seccompFilter(architecture: string): Uint8Array | undefined {
  const known = ARCHITECTURES.get(architecture);
  return known === undefined ? undefined : assembleBpf(filterSteps(known.audit, known.column));
}

function filterSteps(audit: number, column: 0 | 1): readonly BpfStep[] {
  const goTo = ([x64, arm64]: CallNumbers, to: string): readonly BpfStep[] => {
    const whenEqual = column === 0 ? x64 : arm64;
    return whenEqual === undefined ? [] : [{ whenEqual, to }];
  };
  return [
    { load: ARCHITECTURE },
    { whenEqual: audit, to: 'own architecture' },
    { verdict: VERDICTS.kill },
    { label: 'own architecture' },
    // A call of x32 has bit 30 in its number, and so is none of those that follow.
    { load: CALL_NUMBER },
    ...goTo(JUDGED_CALLS.clone, 'clone'),
    ...goTo(JUDGED_CALLS.ioctl, 'ioctl'),
    ...goTo(JUDGED_CALLS.prctl, 'prctl'),
    ...goTo(JUDGED_CALLS.prlimit64, 'prlimit64'),
    ...Object.values(ALLOWED_CALLS).flatMap((numbers) => goTo(numbers, 'allow')),
    { verdict: VERDICTS.noSuchCall },
    ...oneOf('ioctl', ARGUMENTS[1], HARMLESS_IOCTLS, VERDICTS.noTerminal),
    ...oneOf('prctl', ARGUMENTS[0], HARMLESS_PRCTLS, VERDICTS.invalid),
    // Limits of the process itself, which prlimit64 calls process 0.
    ...oneOf('prlimit64', ARGUMENTS[0], [0], VERDICTS.notPermitted),
    { label: 'clone' },
    { load: ARGUMENTS[0] },
    { whenAnyBit: CLONE_NAMESPACES, to: 'refuse clone' },
    { whenAnyBit: CLONE_THREAD, to: 'allow' },
    { label: 'refuse clone' },
    { verdict: VERDICTS.notPermitted },
    { label: 'allow' },
    { verdict: VERDICTS.allow },
  ];
}

function oneOf(
  label: string,
  argument: number,
  values: readonly number[],
  otherwise: number,
): readonly BpfStep[] {
  return [
    { label },
    { load: argument },
    ...values.map((whenEqual) => ({ whenEqual, to: 'allow' })),
    { verdict: otherwise },
  ];
}
