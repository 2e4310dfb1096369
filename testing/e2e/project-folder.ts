import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHome } from './kami.ts';

/** Makes a folder with a source and a manifest whose build is a command that makes `dist/tool.wasm`; gives its path. */
export function makeProjectFolder(
  home: TestHome,
  name: string,
  command: string,
  security: readonly string[] = [],
): string {
  const folder = join(home.path, '..', `project-${name}`);
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src', 'tool.c'), 'one');
  const manifest = [
    '[tool]',
    `id = "test.projects.${name}"`,
    `name = "${name}"`,
    'version = "1.0.0"',
    'wasm = "dist/tool.wasm"',
    '[build]',
    `command = ${JSON.stringify(command)}`,
    '[security]',
    ...security,
  ];
  writeFileSync(join(folder, 'tool.toml'), `${manifest.join('\n')}\n`);
  return folder;
}
