import { join } from 'node:path';
import type { HomeFile } from '@kami/runtime';
import { parseDigest } from '@kami/types';
import { COMPONENT_FILE } from '../component-store/file-component-store.ts';
import { entriesOf } from './read-entries.ts';

/** The components and prepared forms of a home, and what was left half written among them. Throws file errors. */
export async function listStore(root: string): Promise<readonly HomeFile[]> {
  const files: HomeFile[] = [];
  for (const folder of await entriesOf(join(root, 'store', 'sha256'))) {
    if (!folder.isFolder || !parseDigest(folder.name).ok) continue;
    for (const { name, bytes, changedAt } of await entriesOf(folder.path)) {
      const isComponent = name === COMPONENT_FILE;
      const kind = isComponent ? 'component' : name.startsWith('.') ? 'unfinished' : 'prepared';
      files.push({
        kind,
        path: `store/sha256/${folder.name}/${name}`,
        name: isComponent ? folder.name : `${folder.name}/${name}`,
        bytes,
        changedAt,
        inUse: false,
      });
    }
  }
  return files;
}
