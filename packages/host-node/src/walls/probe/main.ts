/**
 * Program of the test of the walls: hostile JavaScript in the place of the executor. It tries to get at its targets by all
 * that Node has, and says over the pipe what succeeded.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { detach } from '@kami/types';
import { parseTargets, type Attempt, type Targets } from './attempts.ts';

const HOST_PIPE = 3;
/** The signal that the host listens for, and that does nothing else. */
const HARMLESS_SIGNAL = 'SIGUSR2';

detach(attack(parseTargets(readLine())));

async function attack(targets: Targets): Promise<void> {
  const attempts: readonly (readonly [Attempt, () => unknown])[] = [
    ['read', () => readFileSync(targets.file)],
    ['list', () => readdirSync(targets.folder)],
    ['write', () => writeSomewhere([targets.folder, '/', '/tmp', '/kami', '/dev/shm'])],
    ['processes', () => readdirSync('/proc')],
    ['signal', () => process.kill(targets.pid, HARMLESS_SIGNAL)],
    ['connect', () => reach(targets.port)],
    ['listen', () => listen()],
    ['spawn', () => start()],
  ];
  const succeeded: Attempt[] = [];
  for (const [name, attempt] of attempts) {
    try {
      await attempt();
      succeeded.push(name);
    } catch {
      // It was kept off.
    }
  }
  writeSync(HOST_PIPE, `${JSON.stringify(succeeded)}\n`);
  process.exit(0);
}

function writeSomewhere(folders: readonly string[]): void {
  const failures = folders.filter((folder) => {
    try {
      writeFileSync(join(folder, 'written-by-kami-doctor'), '', { flag: 'wx' });
      return false;
    } catch {
      return true;
    }
  });
  if (failures.length === folders.length) throw new Error('nothing can be written');
}

function reach(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  connect({ host: '127.0.0.1', port })
    .once('connect', () => resolve())
    .once('error', reject);
  return promise;
}

function listen(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Node's permission model throws from where nobody can catch it.
  process.once('uncaughtException', reject);
  createServer()
    .listen(0, '127.0.0.1')
    .once('listening', () => resolve())
    .once('error', reject);
  return promise;
}

/** Whether a program starts does not matter: that there is another process does. */
function start(): void {
  const { error } = spawnSync(process.execPath, ['--version'], { stdio: 'ignore' });
  if (error !== undefined && !('code' in error && error.code === 'ENOENT')) throw error;
}

/** One line from the host. */
function readLine(): string {
  const bytes: number[] = [];
  const byte = new Uint8Array(1);
  while (readSync(HOST_PIPE, byte, 0, 1, null) === 1 && byte[0] !== 0x0a) bytes.push(byte[0] ?? 0);
  return Buffer.from(bytes).toString('utf8');
}
