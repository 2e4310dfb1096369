import { ok, type Json } from '@kami/types';
import type { App } from '../app.ts';
import { formatTable } from '../output/table.ts';
import type { CommandResult } from './command.ts';

/** `kami config`: every effective setting with where it came from. */
export async function configCommand(app: App): CommandResult {
  const settings = [...app.origins].map(([key, { value, source }]) => ({ key, value, source }));
  if (app.json) app.console.json({ home: app.paths.root, settings: settings satisfies Json });
  else {
    app.console.note(`home ${app.paths.root}`);
    for (const line of formatTable(['SETTING', 'VALUE', 'FROM'], settings.map(({ key, value, source }) => [key, String(value), source]))) {
      app.console.out(line);
    }
  }
  return Promise.resolve(ok(0));
}
