/**
 * Threat: a tool fills the disk with its private folder, also with files that it removed and still holds
 * open. Rule: growth is counted before it happens, and a removed file is counted until its last close. What is
 * there is counted anew for each call, which has the folder for itself: a count that is kept would be wrong after
 * another process wrote, or after a crash.
 */
import type { Stats } from 'node:fs';
import { measureFolder } from './measure-folder.ts';
import { Refusal } from './translate-error.ts';

/** The bounds of a folder. */
export interface Quota {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** What a folder holds, kept up to date by every change through the jail. */
export interface Usage {
  /** Counts bytes that a file is about to grow by (or has shrunk by, when negative). Refuses with `quota`. */
  addBytes(count: number, quota: Quota): void;
  /** Makes an entry and counts it. Refuses with `quota`. */
  addEntry<T>(quota: Quota, make: () => T): T;
  /** Counts an entry that was removed or replaced; its bytes when nothing holds them any more. */
  removeEntry(stat: Stats): void;
  /** A file was opened; gives what to call, with its metadata, when it is closed. */
  open(inode: number): (stat: Stats) => void;
}

/** Counts what is in a folder, by a path of it, links not followed. */
export function measureUsage(folder: string): Usage {
  let { bytes, entries } = measureFolder(folder);
  const holders = new Map<number, number>();
  return {
    addBytes(count, quota) {
      if (count > 0 && bytes + count > quota.maxBytes) throw new Refusal('quota');
      bytes = Math.max(0, bytes + count);
    },
    addEntry(quota, make) {
      if (entries + 1 > quota.maxFiles) throw new Refusal('quota');
      const made = make();
      entries += 1;
      return made;
    },
    removeEntry(stat) {
      entries = Math.max(0, entries - 1);
      if (stat.isFile() && stat.nlink === 1 && !holders.has(stat.ino)) bytes = Math.max(0, bytes - stat.size);
    },
    open(inode) {
      holders.set(inode, (holders.get(inode) ?? 0) + 1);
      return (stat) => {
        const others = (holders.get(inode) ?? 1) - 1;
        if (others > 0) holders.set(inode, others);
        else holders.delete(inode);
        if (others === 0 && stat.nlink === 0) bytes = Math.max(0, bytes - stat.size);
      };
    },
  };
}
