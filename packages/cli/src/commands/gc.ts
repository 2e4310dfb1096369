import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { formatSize } from '../output/format.ts';
import type { CommandResult } from './command.ts';

/** What each kind of file is, for people. */
const KINDS = {
  component: 'component',
  prepared: 'prepared form',
  unfinished: 'unfinished file',
  temporary: 'temporary folder',
  'kept-copy': 'copy of the database',
  'private-folder': 'private folder',
} as const;

/** `kami gc`: deletes what nothing in the home names, or says what would go. */
export async function gcCommand(
  app: App,
  options: { readonly dryRun: boolean; readonly purge: boolean },
): CommandResult {
  const collection = await (await app.upkeep()).collect(options);
  if (!collection.ok) return collection;
  const { collected, kept } = collection.value;
  const bytes = collected.reduce((sum, file) => sum + file.bytes, 0);
  if (app.json) {
    const entries = (files: typeof collected): { kind: string; path: string; bytes: number }[] =>
      files.map((file) => ({ kind: file.kind, path: file.path, bytes: file.bytes }));
    app.console.json({
      dryRun: options.dryRun,
      bytes,
      collected: entries(collected),
      kept: entries(kept),
    });
    return ok(0);
  }
  const done = options.dryRun ? 'would delete' : 'deleted';
  for (const { kind, path, bytes: size } of collected)
    app.console.out(`${done} ${KINDS[kind]} ${path} (${formatSize(size)})`);
  for (const { name, path, bytes: size } of kept)
    app.console.note(
      `kept ${path} (${formatSize(size)}): ${name} is not installed; delete it with: kami gc --purge`,
    );
  app.console.note(
    collected.length === 0
      ? 'Nothing to delete: everything is named by a tool, in use or younger than an hour.'
      : `${collected.length} of ${formatSize(bytes)} ${options.dryRun ? 'would be deleted; nothing was' : 'deleted'}.`,
  );
  return ok(0);
}
