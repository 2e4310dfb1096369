import { join } from 'node:path';
import type { HomeFile, HomeFileKind } from '@kami/runtime';
import { parseToolId } from '@kami/types';
import { isOwnerRunning } from './owner.ts';
import { bytesBelow, entriesOf } from './read-entries.ts';

/** The private folders of a home, and the folders of its `tmp/`. Throws file errors. */
export async function listFolders(root: string): Promise<readonly HomeFile[]> {
  const folders: HomeFile[] = [];
  const add = async (
    kind: HomeFileKind,
    parent: string,
    wanted: (name: string) => boolean,
  ): Promise<void> => {
    for (const { name, path, isFolder, bytes, changedAt } of await entriesOf(join(root, parent))) {
      if (!wanted(name)) continue;
      folders.push({
        kind,
        path: `${parent}/${name}`,
        name,
        bytes: isFolder ? await bytesBelow(path) : bytes,
        changedAt,
        inUse: isOwnerRunning(name),
      });
    }
  };
  await add('temporary', 'tmp', () => true);
  await add('private-folder', 'data', (name) => parseToolId(name).ok);
  return folders;
}
