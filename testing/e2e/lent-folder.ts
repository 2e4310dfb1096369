import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHome } from './kami.ts';

/** Makes a folder beside a home, to be lent to tools: `a.txt` in it says `content`. Gives its path. */
export function makeLentFolder(home: TestHome): string {
  const path = join(home.path, '..', 'lent');
  mkdirSync(path);
  writeFileSync(join(path, 'a.txt'), 'content');
  return path;
}
