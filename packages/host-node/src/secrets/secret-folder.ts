/**
 * Threat: others on the machine read secrets, or put their own in their place: through the folder's mode, a file's mode,
 * a link, another owner. Rule: the folder and each file are their owner's alone, looked at on what was opened; else
 * nothing is read and the command that mends it is named. A file is written whole or not at all.
 */
import { constants, type BigIntStats } from 'node:fs';
import { lstat, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, isSecretName, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { flushFolder, writeAtomically } from '../component-store/write-atomically.ts';
import { formatRecord, parseRecord, type SecretRecord } from './secret-record.ts';
import { translateError } from './translate-error.ts';

/** Bytes of a secret's file: its value, escaped in JSON, and what is said of it. */
const MAX_FILE_BYTES: number = 64 * 1024;
const SUFFIX = '.json';

/** The files of secrets. Errors: `KAMI_SECRETS_UNUSABLE`, `KAMI_STORE_CORRUPT`. */
export interface SecretFolder {
  pathOf(name: string): string;
  /** The secret's file, or nothing when there is none. A file that did not change is not read twice. */
  read(name: string): Promise<Result<SecretRecord | undefined, KamiError>>;
  write(record: SecretRecord): Promise<Result<void, KamiError>>;
  remove(name: string): Promise<Result<void, KamiError>>;
  /** Names of all secrets, sorted. */
  names(): Promise<Result<readonly string[], KamiError>>;
}

/** The secrets in a folder, which is made when the first is written. */
export function openSecretFolder(folder: string): SecretFolder {
  const known = new Map<string, { readonly version: string; readonly record: SecretRecord }>();
  const pathOf = (name: string): string => join(folder, `${name}${SUFFIX}`);

  const readFile = async (name: string, path: string): Promise<Result<SecretRecord, KamiError>> => {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await file.stat({ bigint: true });
    const refusal = stat.isFile() ? openToOthers(path, stat, '600') : damaged(name, path);
    if (refusal !== undefined) return err(refusal);
    const version = [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
    const before = known.get(name);
    if (before?.version === version) return ok(before.record);
    if (stat.size > MAX_FILE_BYTES) return err(damaged(name, path));
    const record = parseRecord(await file.readFile('utf8'), name);
    if (record === undefined) return err(damaged(name, path));
    known.set(name, { version, record });
    return ok(record);
  };

  return {
    pathOf,
    async read(name) {
      const path = pathOf(name);
      try {
        const refusal = openToOthers(folder, await lstat(folder, { bigint: true }), '700');
        return refusal === undefined ? await readFile(name, path) : err(refusal);
      } catch (cause) {
        known.delete(name);
        return isMissing(cause) ? ok(undefined) : err(translateError(path, cause));
      }
    },
    async write(record) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const refusal = openToOthers(folder, await lstat(folder, { bigint: true }), '700');
        if (refusal !== undefined) return err(refusal);
        await writeAtomically(pathOf(record.name), new TextEncoder().encode(formatRecord(record)));
        return ok(undefined);
      } catch (cause) {
        return err(translateError(pathOf(record.name), cause));
      }
    },
    async remove(name) {
      try {
        await rm(pathOf(name));
        await flushFolder(folder);
        return ok(undefined);
      } catch (cause) {
        return isMissing(cause) ? ok(undefined) : err(translateError(pathOf(name), cause));
      }
    },
    async names() {
      try {
        const names = (await readdir(folder)).flatMap((file) =>
          file.endsWith(SUFFIX) ? [file.slice(0, -SUFFIX.length)] : [],
        );
        return ok(names.filter(isSecretName).toSorted());
      } catch (cause) {
        return isMissing(cause) ? ok([]) : err(translateError(folder, cause));
      }
    },
  };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** Why a folder or file is not its owner's alone; Windows has its own rights, which a mode does not tell. */
function openToOthers(
  path: string,
  { mode, uid }: BigIntStats,
  wanted: '600' | '700',
): KamiError | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  if (uid !== BigInt(own))
    return kamiError('KAMI_SECRETS_UNUSABLE', `${path} belongs to another user; no secret in it is used.`, {
      hint: `Take it over with: sudo chown ${own} ${path}`,
    });
  if ((mode & 0o077n) === 0n) return undefined;
  return kamiError('KAMI_SECRETS_UNUSABLE', `Others may use ${path}; no secret in it is used.`, {
    hint: `Keep it to yourself with: chmod ${wanted} ${path}`,
  });
}

function damaged(name: string, path: string): KamiError {
  return kamiError('KAMI_STORE_CORRUPT', `${path} is damaged: the secret ${name} cannot be read.`, {
    hint: `Set it again with: kami secret set ${name}`,
  });
}
