/**
 * Threat: a lent folder holds links and devices that lead out of it, or is so large that copying it fills the disk.
 * Rule: only regular files and folders with names that mean one thing everywhere are copied, each is opened without
 * following a link and looked at again after it was read, and both bytes and entries are bounded.
 */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isPortableName } from '../portable-name.ts';
import { below, isSameMark, markOf, type CopiedFile, type CopiedTree } from './copied-tree.ts';

/** Bytes of one copy: a lent folder larger than that would fill the disk of the home at every call. */
export const MAX_COPY_BYTES: number = 256 * 1024 * 1024;
/** Entries of one copy: the same by a flood of empty files. */
export const MAX_COPY_ENTRIES = 10_000;
const CHUNK: number = 1024 * 1024;
const READ = constants.O_RDONLY | noFollow();

/** A folder that is not copied. The message names the entry, relative to the root. */
export class CopyRefusal extends Error {
  readonly rule: 'files.copy-entry' | 'files.copy-bounds';
  constructor(rule: CopyRefusal['rule'], why: string) {
    super(why);
    this.rule = rule;
  }
}

/** Copies a folder into an empty one. Throws a {@link CopyRefusal}, or what the file system throws. */
export async function copyIn(source: string, target: string): Promise<CopiedTree> {
  const files = new Map<string, CopiedFile>();
  const folders = new Set<string>();
  let bytes = 0;
  const left = [''];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    const before = await lstat(join(source, folder), { bigint: true });
    if (!before.isDirectory()) throw refusedEntry(folder, 'it was replaced while it was copied');
    for (const entry of await readdir(join(source, folder), { withFileTypes: true })) {
      const path = below(folder, entry.name);
      if (!isPortableName(entry.name)) throw refusedEntry(path, 'its name is not plain on every system');
      if (files.size + folders.size >= MAX_COPY_ENTRIES) throw overBounds(`${MAX_COPY_ENTRIES} entries`);
      if (entry.isDirectory()) {
        await mkdir(join(target, path), { mode: 0o700 });
        folders.add(path);
        left.push(path);
      } else if (entry.isFile()) {
        const copied = await copyFile(join(source, path), join(target, path), path, MAX_COPY_BYTES - bytes);
        bytes += Number(copied.source.size);
        files.set(path, copied);
      } else {
        throw refusedEntry(path, entry.isSymbolicLink() ? 'it is a link' : 'it is no regular file');
      }
    }
    const after = await lstat(join(source, folder), { bigint: true });
    if (!after.isDirectory() || after.ino !== before.ino || after.dev !== before.dev)
      throw refusedEntry(folder, 'it was replaced while it was copied');
  }
  return { files, folders };
}

async function copyFile(source: string, target: string, path: string, room: number): Promise<CopiedFile> {
  const named = await lstat(source, { bigint: true });
  if (!named.isFile()) throw refusedEntry(path, 'it is no regular file');
  await using from = await open(source, READ);
  const opened = await from.stat({ bigint: true });
  if (!opened.isFile() || opened.ino !== named.ino || opened.dev !== named.dev)
    throw refusedEntry(path, 'it was replaced while it was copied');
  if (opened.size > BigInt(room)) throw overBounds(`${MAX_COPY_BYTES / 1024 / 1024} MiB`);
  await using to = await open(target, 'wx', 0o600);
  await pour(from, to, Number(opened.size));
  await to.utimes(Number(opened.atimeMs) / 1000, Number(opened.mtimeMs) / 1000);
  const after = await from.stat({ bigint: true });
  if (!isSameMark(markOf(after), markOf(opened)))
    throw refusedEntry(path, 'it was changed while it was copied');
  return { source: markOf(opened), copy: markOf(await to.stat({ bigint: true })) };
}

/** Copies that many bytes, or fewer where the file ends before. */
async function pour(from: FileHandle, to: FileHandle, size: number): Promise<void> {
  const chunk = new Uint8Array(Math.min(CHUNK, Math.max(1, size)));
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await from.read(chunk, 0, Math.min(chunk.length, size - offset), offset);
    if (bytesRead === 0) return;
    await to.writeFile(chunk.subarray(0, bytesRead));
    offset += bytesRead;
  }
}

function refusedEntry(path: string, why: string): CopyRefusal {
  return new CopyRefusal('files.copy-entry', `${path === '' ? 'the folder itself' : path}: ${why}`);
}

function overBounds(bound: string): CopyRefusal {
  return new CopyRefusal('files.copy-bounds', `the folder holds more than ${bound}`);
}

function noFollow(): number {
  return 'O_NOFOLLOW' in constants ? constants.O_NOFOLLOW : 0;
}
