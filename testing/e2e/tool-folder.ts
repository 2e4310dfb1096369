import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type GuestName, guestPath } from '../guests/index.ts';
import type { TestHome } from './kami.ts';

/** Makes a folder with a guest and a manifest whose `[security]` table has these lines; gives its path. */
export function makeToolFolder(home: TestHome, guest: GuestName, security: readonly string[]): string {
  const folder = join(home.path, '..', `tool-${guest}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(guestPath(guest), join(folder, 'guest.wasm'));
  const manifest = [
    '[tool]',
    `id = "test.guests.${guest}"`,
    `name = "${guest}"`,
    'version = "1.0.0"',
    'wasm = "guest.wasm"',
    '[mcp]',
    `description = "The guest ${guest}."`,
    '[security]',
    ...security,
  ];
  writeFileSync(join(folder, 'tool.toml'), `${manifest.join('\n')}\n`);
  return folder;
}
