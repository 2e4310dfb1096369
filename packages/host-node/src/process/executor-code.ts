import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canReplaceOwnFile, openOwnFile, replaceOwnFile } from '../chunks/own-file.ts';
import { findHostTools } from '../launch/host-tools.ts';
import { launchCommand, ZERO_PERMISSION } from '../launch/launch-command.ts';

/** What compiled code is made of, and where it is kept. */
export interface ExecutorCode {
  /** The file that Node starts (`executor/boot`). */
  readonly entry: URL;
  readonly body: URL;
  readonly code: string;
}

/** Bytes, more than a program compiles to: against one that writes for ever. */
const LARGEST_CODE: number = 16 * 1024 * 1024;
/** What stands before the source (`executor/boot`). */
const LENGTH_BYTES = 4;
/** Processor time and time, against a program that never ends: compiling takes a tenth of a second. */
const CPU_SECONDS = 10;
const DEADLINE_MS = 10_000;

/**
 * Compiles the executor's program in a process of its own, which never sees a component, and keeps the code: a process that
 * has run one could leave there what then runs for every other tool. Does nothing where it is there, or cannot be made or
 * kept: executors then compile at each start. Throws where the program is missing: a broken installation.
 */
export async function keepExecutorCode({ entry, body, code }: ExecutorCode): Promise<void> {
  if (isMadeOf(code, body) || !canReplaceOwnFile(code)) return;
  const compiled = await compile(fileURLToPath(entry), fileURLToPath(body));
  if (compiled !== undefined) replaceOwnFile(code, compiled);
}

/** Whether executors take the code: it is the user's own, and begins with the length of this source and the source. */
function isMadeOf(code: string, body: URL): boolean {
  const file = openOwnFile(code);
  if (file === undefined) return false;
  try {
    const source = readFileSync(body);
    const start = Buffer.alloc(LENGTH_BYTES + source.length);
    readSync(file.descriptor, start, 0, start.length, 0);
    return start.readUInt32LE(0) === source.length && start.subarray(LENGTH_BYTES).equals(source);
  } finally {
    closeSync(file.descriptor);
  }
}

function compile(entry: string, body: string): Promise<Buffer | undefined> {
  const { file, args } = launchCommand(findHostTools(), {
    node: process.execPath,
    entry,
    cpuSeconds: CPU_SECONDS,
    sandbox: undefined,
    nodeOptions: ZERO_PERMISSION,
  });
  const source = openSync(body, 'r');
  const child = spawn(file, [...args, '--compile'], {
    env: {},
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ignore', source],
    windowsHide: true,
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  closeSync(source);
  const { promise, resolve } = Promise.withResolvers<Buffer | undefined>();
  const parts: Buffer[] = [];
  let size = 0;
  const pipe = child.stdio[3];
  pipe?.on('data', (part: Buffer) => {
    parts.push(part);
    size += part.length;
    if (size > LARGEST_CODE) child.kill('SIGKILL');
  });
  pipe?.on('error', () => undefined);
  child.on('error', () => resolve(undefined));
  child.on('close', (status) => resolve(status === 0 ? Buffer.concat(parts) : undefined));
  return promise;
}
