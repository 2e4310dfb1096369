import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseDefaults } from '../../packages/config/src/parse-defaults.ts';

/** Writes the settings of `default.toml` beside it as JSON, which takes no parser of TOML to read. */
export function writeDefaultSettings(folder: string): void {
  const defaults = parseDefaults(readFileSync(join(folder, 'default.toml'), 'utf8'));
  if (!defaults.ok) throw new Error(defaults.error.message);
  writeFileSync(join(folder, 'default.json'), `${JSON.stringify(defaults.value)}\n`);
}
