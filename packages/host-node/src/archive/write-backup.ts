import { createHash, randomUUID } from 'node:crypto';
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { err, kamiError, ok, parseDigest, type KamiError, type Result } from '@kami/types';
import { flushFolder } from '../component-store/write-atomically.ts';
import { hasErrno } from '../jail/translate-error.ts';
import { CONTENTS_ENTRY, formatContents, type ArchivedFile, type BackupContents } from './backup-contents.ts';
import { formatTarHeader, TAR_BLOCK } from './tar-header.ts';
import { translateArchiveError } from './translate-error.ts';

const CHUNK = 1024 * 1024;

/** A file that goes into an archive. */
export interface BackupSource {
  /** In the archive. */
  readonly path: string;
  /** On the disk. */
  readonly from: string;
}

/** What an archive is made from. */
export interface BackupOrder extends Pick<BackupContents, 'kami' | 'madeAt'> {
  readonly sources: readonly BackupSource[];
  /** Whether a file that is there already is replaced. */
  readonly replace: boolean;
  /** Hears what is written. */
  readonly onStep: (path: string) => void;
}

/**
 * Writes an archive (ustar), whole or not at all, for its owner only: under another name, flushed, then given its own.
 * The list of its files stands last. Errors: `KAMI_STORE_FAILED`, `KAMI_USAGE` when `to` exists.
 */
export async function writeBackup(
  to: string,
  order: BackupOrder,
): Promise<Result<readonly ArchivedFile[], KamiError>> {
  const draft = `${to}.${randomUUID()}.tmp`;
  try {
    const files: ArchivedFile[] = [];
    {
      await using out = await open(draft, 'wx', 0o600);
      for (const source of order.sources) {
        order.onStep(source.path);
        files.push(await appendFile(out, source));
      }
      const contents = Buffer.from(formatContents({ ...order, files }));
      await appendHeader(out, CONTENTS_ENTRY, contents.length);
      await appendFilled(out, contents);
      await out.appendFile(Buffer.alloc(2 * TAR_BLOCK));
      await out.sync();
    }
    if (order.replace) await rename(draft, to);
    else await link(draft, to);
    await flushFolder(dirname(to));
    return ok(files);
  } catch (cause) {
    return err(hasErrno(cause, 'EEXIST') ? exists(to) : translateArchiveError(cause, `write ${to}`));
  } finally {
    await rm(draft, { force: true });
  }
}

async function appendFile(out: FileHandle, { path, from }: BackupSource): Promise<ArchivedFile> {
  await using file = await open(from, 'r');
  const { size } = await file.stat();
  await appendHeader(out, path, size);
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let left = size;
  while (left > 0) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(left, CHUNK));
    if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
    hash.update(chunk.subarray(0, bytesRead));
    await out.appendFile(chunk.subarray(0, bytesRead));
    left -= bytesRead;
  }
  await out.appendFile(Buffer.alloc(fillOf(size)));
  const digest = parseDigest(hash.digest('hex'));
  if (!digest.ok) throw new Error('SHA-256 gave no digest');
  return { path, size, digest: digest.value };
}

async function appendHeader(out: FileHandle, path: string, size: number): Promise<void> {
  const header = formatTarHeader({ path, size });
  if (header === undefined) throw new Error(`${path} has no room in an archive`);
  await out.appendFile(header);
}

async function appendFilled(out: FileHandle, bytes: Buffer): Promise<void> {
  await out.appendFile(bytes);
  await out.appendFile(Buffer.alloc(fillOf(bytes.length)));
}

function fillOf(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}

function exists(path: string): KamiError {
  return kamiError('KAMI_USAGE', `${path} exists; nothing was written.`, {
    hint: 'Give another name, or replace it with: --force',
  });
}
