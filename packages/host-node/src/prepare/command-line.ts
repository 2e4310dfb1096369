/**
 * Threat: the prepare process works on untrusted bytes with a large library. Rule: it may read its own
 * code and nothing else, has an empty environment, bounded memory and processor time, yields to
 * everything else, and dies with the host.
 */
import { existsSync } from 'node:fs';

/** Old-generation heap of the process, in MiB: 12 MB components were transpiled in 290 MB of process. */
const HEAP_MB = 1024;
/** Data segment (RLIMIT_DATA), in KiB: heap, WebAssembly memories of the transpiler and copies of the bytes. */
const DATA_KIB: number = 3 * 1024 * 1024;

/** A program with its arguments. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** The command that starts the prepare process. `cpuSeconds` ends it even when no host is left to do so. */
export function prepareCommandLine(
  nodePath: string,
  prepareEntry: string,
  readRoots: readonly string[],
  cpuSeconds: number,
): CommandLine {
  const reads = readRoots.map((root) => `--allow-fs-read=${root}`);
  const node = [nodePath, '--permission', ...reads, `--max-old-space-size=${HEAP_MB}`, prepareEntry];
  const limited = existsSync('/bin/sh')
    ? ['/bin/sh', '-c', `ulimit -d ${DATA_KIB}; ulimit -t ${cpuSeconds}; ulimit -c 0; exec "$@"`, 'sh', ...node]
    : node;
  const niced = existsSync('/usr/bin/nice') ? ['/usr/bin/nice', '-n', '10', ...limited] : limited;
  const [file = nodePath, ...args] = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--', ...niced]
    : niced;
  return { file, args };
}
