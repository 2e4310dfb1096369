import type { Collection } from '@kami/runtime';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import type { ShreddedPayloads } from '../home/upkeep.ts';
import { formatSize } from '../output/format.ts';
import type { CommandResult } from './command.ts';

/** What `kami gc` is to delete. */
export interface GcOptions {
  readonly dryRun: boolean;
  readonly purge: boolean;
  /** Days from which payloads of events are shredded; absent: none are. */
  readonly eventsOlderThan?: number;
}

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
export async function gcCommand(app: App, options: GcOptions): CommandResult {
  const upkeep = await app.upkeep();
  const collection = await upkeep.collect(options);
  if (!collection.ok) return collection;
  const days = options.eventsOlderThan;
  const shredded = days === undefined ? undefined : await upkeep.shred(days, options.dryRun);
  if (shredded?.ok === false) return shredded;
  if (app.json) app.console.json(toJson(options, collection.value, shredded?.value));
  else print(app, options, collection.value, shredded?.value);
  return ok(0);
}

function toJson(
  { dryRun }: GcOptions,
  { collected, kept }: Collection,
  shredded: ShreddedPayloads | undefined,
): Parameters<App['console']['json']>[0] {
  const entries = (files: Collection['collected']): { kind: string; path: string; bytes: number }[] =>
    files.map(({ kind, path, bytes }) => ({ kind, path, bytes }));
  return {
    dryRun,
    bytes: bytesOf(collected),
    collected: entries(collected),
    kept: entries(kept),
    ...(shredded === undefined ? {} : { shredded: { ...shredded } }),
  };
}

function print(
  { console }: App,
  { dryRun }: GcOptions,
  { collected, kept }: Collection,
  shredded: ShreddedPayloads | undefined,
): void {
  for (const { kind, path, bytes } of collected)
    console.out(`${dryRun ? 'would delete' : 'deleted'} ${KINDS[kind]} ${path} (${formatSize(bytes)})`);
  for (const { name, path, bytes } of kept)
    console.note(
      `kept ${path} (${formatSize(bytes)}): ${name} is not installed; delete it with: kami gc --purge`,
    );
  const all = formatSize(bytesOf(collected));
  if (collected.length === 0)
    console.note('Nothing to delete: everything is named by a tool, in use or younger than an hour.');
  else console.note(dryRun ? `${all} would be freed; nothing was deleted.` : `${all} freed.`);
  if (shredded !== undefined)
    console.note(
      `${shredded.payloads} payloads of old events (${formatSize(shredded.bytes)}) ${dryRun ? 'would be' : 'were'} shredded; their rows stay.`,
    );
}

function bytesOf(files: Collection['collected']): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
