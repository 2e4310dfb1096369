import { fstatSync, type Dirent, type Stats } from 'node:fs';
import type { FsNodeType, FsStat } from '@kami/protocol';

/** The type of an object, from its metadata or its directory entry. */
export function nodeType(
  node: Pick<
    Stats | Dirent,
    | 'isFile'
    | 'isDirectory'
    | 'isSymbolicLink'
    | 'isFIFO'
    | 'isSocket'
    | 'isBlockDevice'
    | 'isCharacterDevice'
  >,
): FsNodeType {
  if (node.isFile()) return 'regular-file';
  if (node.isDirectory()) return 'directory';
  if (node.isSymbolicLink()) return 'symbolic-link';
  if (node.isFIFO()) return 'fifo';
  if (node.isSocket()) return 'socket';
  if (node.isBlockDevice()) return 'block-device';
  return node.isCharacterDevice() ? 'character-device' : 'unknown';
}

/** The metadata of an open object, to the nanosecond. */
export function statNode(fd: number): FsStat {
  const stat = fstatSync(fd, { bigint: true });
  return {
    type: nodeType(fstatSync(fd)),
    size: Number(stat.size),
    linkCount: Number(stat.nlink),
    accessedNanos: String(stat.atimeNs),
    modifiedNanos: String(stat.mtimeNs),
    changedNanos: String(stat.ctimeNs),
    identity: `${stat.dev}:${stat.ino}`,
  };
}
