import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { guestPath } from '../guests/index.ts';
import type { TestHome } from './kami.ts';

/**
 * Makes a folder with the fixtures of the protocol's conformance suite, to be installed like any other tool; gives its
 * path. `lines` stand at the end of its manifest, and `files` beside it.
 */
export function makeConformanceFolder(
  home: Pick<TestHome, 'path'>,
  lines: readonly string[] = [],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const folder = join(home.path, '..', 'conformance');
  mkdirSync(folder, { recursive: true });
  copyFileSync(guestPath('conformance'), join(folder, 'guest.wasm'));
  const manifest = fileURLToPath(new URL('../guests/conformance/tool.toml', import.meta.url));
  writeFileSync(join(folder, 'tool.toml'), `${readFileSync(manifest, 'utf8')}\n${lines.join('\n')}\n`);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
