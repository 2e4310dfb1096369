import type { SettingValue } from '@kami/config';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { formatTable } from '../output/table.ts';
import type { CommandResult } from './command.ts';

/** `kami config`: every effective setting with where it came from. */
export function configCommand(app: App): CommandResult {
  const settings = app.settings.map((setting) => ({ ...setting }));
  if (app.json) app.console.json({ home: app.paths.root, settings });
  else {
    app.console.note(`home ${app.paths.root}`);
    const rows = settings.map(({ key, value, source }) => [key, formatValue(value), source]);
    for (const line of formatTable(['SETTING', 'VALUE', 'FROM'], rows)) app.console.out(line);
  }
  return Promise.resolve(ok(0));
}

function formatValue(value: SettingValue): string {
  return typeof value === 'object' || value === '' ? JSON.stringify(value) : String(value);
}
