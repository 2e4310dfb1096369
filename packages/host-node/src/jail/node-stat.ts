import type { BigIntStats, Dirent, Stats } from 'node:fs';
import type { FsNodeType, FsStat } from '@kami/protocol';

/** The type of an object, from its metadata or its directory entry. */
export function nodeType(
  node: Pick<
    Stats | BigIntStats | Dirent,
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

/** Metadata as it travels. */
export function nodeStat(stat: BigIntStats): FsStat {
  return {
    type: nodeType(stat),
    size: Number(stat.size),
    linkCount: Number(stat.nlink),
    accessedNanos: String(stat.atimeNs),
    modifiedNanos: String(stat.mtimeNs),
    changedNanos: String(stat.ctimeNs),
    identity: `${stat.dev}:${stat.ino}`,
  };
}
