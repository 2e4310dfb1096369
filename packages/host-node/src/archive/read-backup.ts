import { createHash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type KamiError, type Result } from '@kami/types';
import {
  CONTENTS_ENTRY,
  DATABASE_ENTRY,
  isArchivedPath,
  MAX_CONTENTS_BYTES,
  parseContents,
  type BackupContents,
} from './backup-contents.ts';
import { parseTarHeader, TAR_BLOCK, type TarEntry } from './tar-header.ts';
import { damagedBackup, translateArchiveError } from './translate-error.ts';

const CHUNK = 1024 * 1024;

/** Thrown inside reading, for what is wrong with the archive. */
class Damage extends Error {}

/**
 * Unpacks an archive into an empty folder and verifies it whole: every file by size and SHA-256 against the list at its
 * end, nothing missing, nothing besides. Errors: `KAMI_SOURCE_UNREADABLE`, `KAMI_STORE_FAILED`; what was unpacked is the
 * caller's to delete.
 */
export async function readBackup(
  from: string,
  into: string,
  onStep: (path: string) => void,
): Promise<Result<BackupContents, KamiError>> {
  try {
    await using file = await open(from, 'r');
    const { size } = await file.stat();
    const found = new Map<string, string>();
    let at = 0;
    for (;;) {
      const entry = parseTarHeader(await readExactly(file, at, TAR_BLOCK));
      if (entry === undefined) throw new Damage('it has no list of its files, or a header is damaged');
      if (entry === 'end') throw new Damage('its list of files is missing');
      at += TAR_BLOCK;
      const next = at + Math.ceil(entry.size / TAR_BLOCK) * TAR_BLOCK;
      if (next > size) throw new Damage('it ends too early');
      if (entry.path === CONTENTS_ENTRY) return ok(await readContents(file, at, entry, found));
      if (!isArchivedPath(entry.path)) throw new Damage('it has a file that no home has');
      if (found.has(entry.path)) throw new Damage(`it has ${entry.path} twice`);
      onStep(entry.path);
      found.set(entry.path, `${entry.size} ${await unpack(file, at, entry, join(into, entry.path))}`);
      at = next;
    }
  } catch (cause) {
    return err(
      cause instanceof Damage
        ? damagedBackup(from, cause.message)
        : translateArchiveError(cause, `read the backup ${from}`),
    );
  }
}

async function readContents(
  file: FileHandle,
  at: number,
  { size }: TarEntry,
  found: ReadonlyMap<string, string>,
): Promise<BackupContents> {
  if (size > MAX_CONTENTS_BYTES) throw new Damage('its list of files is too long');
  const contents = parseContents((await readExactly(file, at, size)).toString('utf8'));
  if (contents === undefined) throw new Damage('its list of files is not of its form');
  const listed = new Map(contents.files.map(({ path, size: bytes, digest }) => [path, `${bytes} ${digest}`]));
  if (!listed.has(DATABASE_ENTRY)) throw new Damage('it has no database');
  for (const [path, fingerprint] of listed)
    if (found.get(path) !== fingerprint) throw new Damage(`${path} is missing or damaged`);
  if (listed.size !== found.size || contents.files.length !== found.size)
    throw new Damage('it has files that its list does not name');
  return contents;
}

/** Writes the file of an entry, flushed, and gives its SHA-256. */
async function unpack(from: FileHandle, at: number, { size }: TarEntry, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await using file = await open(to, 'wx', 0o600);
  const hash = createHash('sha256');
  for (let done = 0; done < size; done += CHUNK) {
    const chunk = await readExactly(from, at + done, Math.min(CHUNK, size - done));
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  await file.sync();
  return hash.digest('hex');
}

async function readExactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new Damage('it ends too early');
    done += bytesRead;
  }
  return bytes;
}
