import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type GuestName, guestPath } from '../guests/index.ts';
import type { TestHome } from './kami.ts';

/** What a manifest says of its tool, where a test wants to say it. */
export interface ToolLabel {
  readonly id?: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
}

/** Makes a folder with a guest and a manifest whose `[security]` table has these lines; gives its path. */
export function makeToolFolder(
  home: TestHome,
  guest: GuestName,
  security: readonly string[],
  label: ToolLabel = {},
): string {
  const { name = guest, id = `test.guests.${name}`, version = '1.0.0' } = label;
  const folder = join(home.path, '..', `tool-${name}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(guestPath(guest), join(folder, 'guest.wasm'));
  const manifest = [
    '[tool]',
    `id = "${id}"`,
    `name = "${name}"`,
    `version = "${version}"`,
    'wasm = "guest.wasm"',
    '[mcp]',
    `description = "${label.description ?? `The guest ${guest}.`}"`,
    '[security]',
    ...security,
  ];
  writeFileSync(join(folder, 'tool.toml'), `${manifest.join('\n')}\n`);
  return folder;
}
