import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canUse, createFileJail, type JailMechanism } from '@kami/host-node';
import type { FsErrorCode, FsOpenFlags } from '@kami/protocol';
import type { JailDirectory, JailFile, JailNode, JailRefusal, JailRoot } from '@kami/sandbox';
import type { Result } from '@kami/types';
import { describe } from 'vitest';

/** The contract of a jail, as tests of one mechanism. */
export type JailContract = (mechanism: JailMechanism) => void;

/** Runs the contract of a jail against each mechanism that this system has. */
export function describeJail(name: string, contract: JailContract): void {
  for (const mechanism of ['walk', 'copy'] as const) {
    describe.skipIf(!canUse(mechanism))(`${name}, ${mechanism}`, () => {
      contract(mechanism);
    });
  }
}

const READ: FsOpenFlags = {
  create: false,
  exclusive: false,
  truncate: false,
  directory: false,
  write: false,
  followLinks: true,
};
/** Open flags for reading, with changes. */
export function flags(changes: Partial<FsOpenFlags> = {}): FsOpenFlags {
  return { ...READ, ...changes };
}
/** Open flags for a file that is made when it is not there. */
export const CREATE: FsOpenFlags = flags({ create: true, write: true });

/** A folder of the host with a jail in it and a secret beside it. */
export interface JailFixture extends AsyncDisposable {
  /** The folder that is jailed. */
  readonly inside: string;
  /** A folder beside it, with the file `secret`. */
  readonly outside: string;
  readonly root: JailDirectory;
  /** Opens the folder once more with other settings. */
  reopen(settings: Partial<JailRoot>): Promise<JailDirectory>;
}

/** Makes a fixture. Its folder is not lent, so that what a test does beside the jail is seen in it. */
export async function openFixture(
  mechanism: JailMechanism,
  settings: Partial<JailRoot> = {},
): Promise<JailFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-jail-test-'));
  const [inside, outside] = [join(folder, 'inside'), join(folder, 'outside')];
  mkdirSync(inside);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'secret');
  const jail = createFileJail({ mechanism, temporary: join(folder, 'tmp') });
  const opened: JailDirectory[] = [];
  const reopen = async (more: Partial<JailRoot>): Promise<JailDirectory> => {
    const root = value(await jail.open({ hostPath: inside, writable: true, ...more }));
    opened.push(root);
    return root;
  };
  return {
    inside,
    outside,
    root: await reopen(settings),
    reopen,
    async [Symbol.asyncDispose]() {
      for (const one of opened) await one[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The value of a result that must be one. */
export function value<T>(result: Result<T, FsErrorCode | JailRefusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The code of a result, or `ok`. */
export function code(result: Result<unknown, FsErrorCode | JailRefusal>): FsErrorCode | 'ok' {
  if (result.ok) return 'ok';
  return typeof result.error === 'string' ? result.error : result.error.code;
}

/** Narrows an opened node to a file. */
export function asFile(node: JailNode): JailFile {
  if (node.kind !== 'file') throw new Error('not a file');
  return node;
}

/** Narrows an opened node to a directory. */
export function asDirectory(node: JailNode): JailDirectory {
  if (node.kind !== 'directory') throw new Error('not a directory');
  return node;
}

/** Opens, closes, and tells how it went. */
export async function openCode(
  root: JailDirectory,
  path: string,
  changes: Partial<FsOpenFlags> = {},
): Promise<FsErrorCode | 'ok'> {
  const opened = await root.open(path, flags(changes));
  if (opened.ok) await opened.value[Symbol.asyncDispose]();
  return code(opened);
}

/** The whole text of a file in the jail. */
export async function textOf(root: JailDirectory, path: string): Promise<string> {
  await using file = asFile(value(await root.open(path, flags())));
  return Buffer.from(value(await file.read(0, 1 << 20))).toString();
}

/** Makes a FIFO. */
export function makeFifo(path: string): void {
  execFileSync('mkfifo', [path]);
}
