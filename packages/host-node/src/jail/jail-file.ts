import { closeSync, fstatSync, fsync, ftruncateSync, futimesSync, readSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { JailFile } from '@kami/sandbox';
import { err, ok } from '@kami/types';
import { requireOpen, requireWritable, type JailedRoot } from './jailed-root.ts';
import { nodeStat } from './node-stat.ts';
import { resolveTimes } from './node-times.ts';
import { Refusal, attempt, translateError } from './translate-error.ts';

/** Largest size that a file can be given: a sparse file of a terabyte is a trap for whoever copies it. */
const MAX_FILE_SIZE: number = 16 * 1024 ** 3;

const fsyncAsync = promisify(fsync);

/** A file of a jail over an open descriptor, which it owns. */
export function createJailFile(root: JailedRoot, fd: number, writable: boolean): JailFile {
  const state = { closed: false };
  const released = root.budget?.usage.open(fstatSync(fd).ino);
  const requireWriting = (): void => {
    requireOpen(state);
    requireWritable(root);
    if (!writable) throw new Refusal('bad-descriptor');
  };
  const resize = <T>(from: number, to: number, change: () => T): T => {
    if (to > MAX_FILE_SIZE) throw new Refusal('file-too-large');
    root.budget?.usage.addBytes(to - from, root.budget.quota);
    try {
      return change();
    } finally {
      root.budget?.usage.addBytes(fstatSync(fd).size - to, root.budget.quota);
    }
  };
  return {
    kind: 'file',
    stat: () =>
      Promise.resolve(attempt(() => (requireOpen(state), nodeStat(fstatSync(fd, { bigint: true }))))),
    read: (offset, length) =>
      Promise.resolve(
        attempt(() => {
          requireOpen(state);
          return readAt(fd, offset, root.buffer.take(length));
        }),
      ),
    write: (offset, data) =>
      Promise.resolve(
        attempt(() => {
          requireWriting();
          const { size } = fstatSync(fd);
          const position = offset === 'end' ? size : offset;
          if (data.length === 0) return 0;
          return resize(size, Math.max(size, position + data.length), () => writeAll(fd, position, data));
        }),
      ),
    setSize: (size) =>
      Promise.resolve(
        attempt(() => {
          requireWriting();
          resize(fstatSync(fd).size, size, () => ftruncateSync(fd, size));
        }),
      ),
    setTimes: (times) =>
      Promise.resolve(
        attempt(() => {
          requireOpen(state);
          requireWritable(root);
          const { accessed, modified } = resolveTimes(times, fstatSync(fd));
          futimesSync(fd, accessed, modified);
        }),
      ),
    async sync() {
      if (state.closed) return err('bad-descriptor');
      try {
        return ok(await fsyncAsync(fd));
      } catch (error) {
        return err(translateError(error));
      }
    },
    [Symbol.asyncDispose]() {
      if (!state.closed) {
        released?.(fstatSync(fd));
        closeSync(fd);
      }
      state.closed = true;
      return Promise.resolve();
    },
  };
}

/** Fills the buffer from a file; gives the part that was filled. */
function readAt(fd: number, offset: number, bytes: Uint8Array): Uint8Array {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(fd, bytes, filled, bytes.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function writeAll(fd: number, position: number, data: Uint8Array): number {
  for (let written = 0; written < data.length;) {
    written += writeSync(fd, data, written, data.length - written, position + written);
  }
  return data.length;
}
