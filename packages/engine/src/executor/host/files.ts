import { MAX_READ_BYTES, type FsCall, type FsErrorCode, type FsOpenFlags } from '@kami/protocol';
import type { Result } from '@kami/types';
import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';
import { noteDenial } from '../note-denial.ts';
import { listDirectory } from '../wasi/filesystem/directory-entries.ts';
import { openNode, pathProblem } from '../wasi/filesystem/open-node.ts';
import { askFs, statOf, type OpenedNode } from '../wasi/filesystem/opened-node.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wasi/wit-result.ts';
import { fileFailure, fileKind, type FileFailure, type FileKind } from './file-failure.ts';
import { placePath, type PlacedPath } from './guest-path.ts';
import { createLastRead } from './last-read.ts';
import { OPEN_FOLDER, OPEN_TO_READ, OPEN_TO_WRITE, type WriteMode } from './open-flags.ts';

type Answer<T> = WitResult<T, FileFailure>;

/** `kami:host/files@0.1.x`: whole operations, over the same host calls as `wasi:filesystem`. */
export function filesInterface(guest: Guest): ImportInterface {
  const lastRead = createLastRead(guest);
  const at = <T>(
    path: string,
    run: (placed: PlacedPath) => Answer<T>,
    use: 'files' | 'file-changes' = 'files',
  ): Answer<T> => {
    if (pathProblem(guest, path) !== undefined)
      return witErr({ tag: 'invalid', val: 'the path is malformed or too long' });
    const placed = placePath(guest.load.preopens, path);
    if (placed === undefined) return witErr({ tag: 'invalid', val: 'the path is not absolute' });
    return placed === 'outside'
      ? witErr({ tag: 'denied', val: noteDenial(guest, use, path) ?? 'no grant covers this path' })
      : run(placed);
  };
  const opened = <T>(path: string, flags: FsOpenFlags, run: (node: OpenedNode) => Answer<T>): Answer<T> =>
    at(
      path,
      (placed) => {
        const node = openNode(guest, placed.root.handle, placed.path, flags);
        if (!node.ok) return witErr(fileFailure(node.error, guest.host.refusal));
        const answer = run(node.value);
        node.value.close();
        return answer;
      },
      flags.write ? 'file-changes' : 'files',
    );
  const change = (path: string, call: (placed: PlacedPath) => FsCall): Answer<undefined> =>
    at(path, (placed) => answerOf(guest, askFs(guest, call(placed)), nothing), 'file-changes');

  return {
    roots: () => guest.load.preopens.map(({ guestPath, writable }) => ({ path: guestPath, writable })),
    read: (path: string, offset: number, max: number): Answer<Uint8Array> => {
      if (!isOffset(offset)) return witErr({ tag: 'invalid', val: 'the offset is no whole number' });
      if (lastRead.endsAt(path, offset)) return witOk(new Uint8Array(0));
      return opened(path, OPEN_TO_READ, (node) => {
        const bytes = node.read(BigInt(offset), Math.min(max, MAX_READ_BYTES));
        if (bytes.ok) lastRead.set(path, node, offset + bytes.value.length);
        return answerOf(guest, bytes, same);
      });
    },
    write: (path: string, data: Uint8Array, mode: WriteMode): Answer<undefined> =>
      data.length > MAX_READ_BYTES
        ? witErr({ tag: 'too-large' })
        : opened(path, OPEN_TO_WRITE[mode], (node) => writeAll(guest, node, data, mode)),
    entries: (path: string): Answer<readonly { readonly name: string; readonly kind: FileKind }[]> =>
      opened(path, OPEN_FOLDER, (node) =>
        answerOf(guest, listDirectory(guest, node.handle), (entries) =>
          entries
            .map(({ name, type }) => ({ name, kind: fileKind(type) }))
            .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))),
        ),
      ),
    stat: (
      path: string,
    ): Answer<{ readonly kind: FileKind; readonly size: number; readonly modified: number }> =>
      at(path, ({ root, path: rest }) =>
        answerOf(
          guest,
          statOf(askFs(guest, { op: 'fs.stat-at', handle: root.handle, path: rest, followLinks: true })),
          (stat) => ({
            kind: fileKind(stat.type),
            size: stat.type === 'regular-file' ? stat.size : 0,
            modified: Number(BigInt(stat.modifiedNanos) / 1000n) / 1000,
          }),
        ),
      ),
    makeDirectory: (path: string) =>
      change(path, (p) => ({ op: 'fs.make-directory', handle: p.root.handle, path: p.path })),
    removeFile: (path: string) =>
      change(path, (p) => ({ op: 'fs.remove', handle: p.root.handle, path: p.path, directory: false })),
    removeDirectory: (path: string) =>
      change(path, (p) => ({ op: 'fs.remove', handle: p.root.handle, path: p.path, directory: true })),
    rename: (path: string, to: string): Answer<undefined> =>
      at(
        path,
        (from) =>
          at(
            to,
            (target) => {
              if (from.root !== target.root)
                return witErr({ tag: 'invalid', val: 'the two paths are in different roots' });
              const call: FsCall = {
                op: 'fs.rename',
                handle: from.root.handle,
                path: from.path,
                toHandle: target.root.handle,
                toPath: target.path,
              };
              return answerOf(guest, askFs(guest, call), nothing);
            },
            'file-changes',
          ),
        'file-changes',
      ),
  };
}

function writeAll(guest: Guest, node: OpenedNode, data: Uint8Array, mode: WriteMode): Answer<undefined> {
  for (let done = 0; done < data.length;) {
    const count = node.write(mode === 'append' ? 'end' : BigInt(done), data.subarray(done));
    if (!count.ok) return answerOf(guest, count, nothing);
    if (count.value <= 0) return witErr({ tag: 'failed', val: 'io' });
    done += count.value;
  }
  return WIT_DONE;
}

/** The answer that a result is; a denial in the host's words, which are those of the last reply. */
function answerOf<T, U>(guest: Guest, result: Result<T, FsErrorCode>, map: (value: T) => U): Answer<U> {
  return result.ok ? witOk(map(result.value)) : witErr(fileFailure(result.error, guest.host.refusal));
}

function nothing(): undefined {
  return undefined;
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function same<T>(value: T): T {
  return value;
}
