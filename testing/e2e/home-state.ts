import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHome } from './kami.ts';

/** What must stay the same when a command fails: the installed tools, and every file of `store`, `tmp` and `data`. */
export async function readHomeState(home: TestHome): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await home.must(['list', '--json']);
  return { tools: JSON.parse(stdout) as unknown, files: listFiles(home) };
}

/** The files of a home's `store`, `tmp` and `data`. */
export function listFiles(home: Pick<TestHome, 'path'>): readonly string[] {
  return ['store', 'tmp', 'data'].flatMap((folder) => {
    const path = join(home.path, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(home.path.length))
      .toSorted();
  });
}
