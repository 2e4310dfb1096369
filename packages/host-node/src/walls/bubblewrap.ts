/**
 * Threat: whoever breaks out of WebAssembly and past Node's permission model has what the user has: files, network,
 * processes. Rule: the executor stands in namespaces of its own, in which there is nothing: no network, no other
 * process, and a read-only file system that holds Node, its libraries and the executor's program. Source: bwrap(1).
 */
import { basename } from 'node:path';
import type { NodeFiles } from './node-files.ts';

/** Descriptor on which bubblewrap reads the seccomp filter; 3 is the executor's pipe. */
const FILTER_DESCRIPTOR = 4;

/** Folder of everything in the sandbox: paths of the host are no business of a guest. */
const INSIDE = '/kami';
/** Who the process is in its user namespace; outside it stays who started it, without any of its capabilities. */
const NOBODY = '65534';

const NAMESPACES = [
  '--unshare-user',
  '--unshare-ipc',
  '--unshare-pid',
  '--unshare-net',
  '--unshare-uts',
  '--unshare-cgroup-try',
];

/** No capability, no environment, no terminal, and no life after the host's. */
const LESS_AUTHORITY = [
  '--uid',
  NOBODY,
  '--gid',
  NOBODY,
  '--cap-drop',
  'ALL',
  '--clearenv',
  '--new-session',
  '--die-with-parent',
];

/** What is started in the sandbox. */
export interface SandboxedProgram {
  readonly bwrap: string;
  readonly files: NodeFiles;
  /** Absolute path of the program, one file. */
  readonly entry: string;
  readonly nodeOptions: readonly string[];
  /** Whether a filter comes on {@link FILTER_DESCRIPTOR}. */
  readonly filtered: boolean;
}

/**
 * The command line of Node in a sandbox. bubblewrap's own first process stays there as process 1: it dies with bubblewrap,
 * and all others with it, whatever they do about their own death signal.
 */
export function bubblewrapCommand(program: SandboxedProgram): readonly string[] {
  const { files, entry } = program;
  const inside = `${INSIDE}/${basename(entry)}`;
  const libraries = [...files.libraries].map(([name, path]) => bind(path, `${INSIDE}/lib/${name}`));
  const [loaderName] = [...files.libraries].find(([, path]) => path === files.loader) ?? [];
  const loader =
    loaderName === undefined ? [] : [`${INSIDE}/lib/${loaderName}`, '--library-path', `${INSIDE}/lib`];
  return [
    program.bwrap,
    ...NAMESPACES,
    ...LESS_AUTHORITY,
    ...bind(files.node, `${INSIDE}/node`),
    ...libraries.flat(),
    ...bind(entry, inside),
    '--remount-ro',
    '/',
    '--chdir',
    '/',
    ...(program.filtered ? ['--seccomp', String(FILTER_DESCRIPTOR)] : []),
    '--',
    ...loader,
    `${INSIDE}/node`,
    ...program.nodeOptions,
    inside,
  ];
}

function bind(from: string, to: string): readonly string[] {
  return ['--ro-bind', from, to];
}
