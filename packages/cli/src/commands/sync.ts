/**
 * Threat: a file that is checked out from elsewhere changes what a machine runs while nobody looks. Rule: everything is
 * read, compared with the lock, examined and shown before the first change; the lock is written before the home is
 * changed, so that a run that was interrupted is finished as it was approved.
 */
import { basename } from 'node:path';
import { formatLock } from '@kami/registry';
import { allTools, planSync, type SyncChange } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { applyChange } from '../sync/apply-change.ts';
import { chooseLocks } from '../sync/choose-locks.ts';
import { printChange } from '../sync/describe-change.ts';
import { findConflict } from '../sync/find-conflict.ts';
import { reportSync } from '../sync/report-sync.ts';
import { resolveTools } from '../sync/resolve-tools.ts';
import { readSyncFiles, syncPaths, writeLock, type SyncFiles } from '../sync/sync-files.ts';
import { readSyncOptions, type SyncFlags, type SyncOptions } from '../sync/sync-options.ts';
import type { ResolvedTool } from '../sync/tool-request.ts';
import type { CommandResult } from './command.ts';
import { consentToSecrets } from './secret-consent.ts';

/** `kami sync`: makes the home match a `kami.toml`, without a question. */
export async function syncCommand(app: App, file: string, flags: SyncFlags): CommandResult {
  const options = readSyncOptions(flags, process.env);
  if (!options.ok) return options;
  const files = readSyncFiles(syncPaths(file));
  if (!files.ok) return files;
  const home = await app.home();
  if (!home.ok) return home;
  const prepared = await prepareSync(app, home.value, files.value, options.value);
  if (!prepared.ok) return prepared;
  const { changes, lockText, resolved } = prepared.value;
  if (!app.json) for (const change of changes) printChange(app, change);
  const outcome = { files: files.value, lockText, changes, ...options.value };
  if (!options.value.applies) return ok(reportSync(app, outcome));
  const written = lockText === undefined ? ok(undefined) : writeLock(files.value, lockText);
  if (!written.ok) return written;
  const applied = await applyChanges(app, home.value, changes, resolved);
  return applied.ok ? ok(reportSync(app, outcome)) : applied;
}

/** What a sync is to do; nothing of it is done. */
interface PreparedSync {
  readonly resolved: readonly ResolvedTool[];
  readonly changes: readonly SyncChange[];
  /** Absent where the lock says the same already. */
  readonly lockText: string | undefined;
}

async function prepareSync(
  app: App,
  home: Home,
  files: SyncFiles,
  options: SyncOptions,
): Promise<Result<PreparedSync, KamiError>> {
  const { declaration, lock } = files;
  if (options.prunes && !declaration.declaresTools) return err(wouldRemoveAll(declaration.file));
  const locks = chooseLocks(files, options);
  if (!locks.ok) return locks;
  const store = options.applies ? await app.componentStore() : undefined;
  const resolved = await resolveTools(app, home, files, locks.value, store);
  if (!resolved.ok) return resolved;
  const present = await allTools(home.tools);
  if (!present.ok) return present;
  const changes = planSync(resolved.value, present.value, options.prunes);
  const targets = resolved.value.map(({ target }) => target);
  const conflict = findConflict(targets, present.value, changes);
  if (conflict !== undefined) return err(conflict);
  const secrets = await checkSecrets(app, resolved.value, changes);
  if (!secrets.ok) return secrets;
  const lockText = formatLock(resolved.value.map(({ locked }) => locked));
  const isLocked = lock !== undefined && formatLock(lock.tools) === lockText;
  return ok({ resolved: resolved.value, changes, lockText: isLocked ? undefined : lockText });
}

/**
 * Says what tools lack of their secrets; nobody is asked. What a tool that stays as it is may read was warned of when that
 * was granted.
 */
async function checkSecrets(
  app: App,
  resolved: readonly ResolvedTool[],
  changes: readonly SyncChange[],
): Promise<Result<void, KamiError>> {
  const unasked: App = { ...app, console: { ...app.console, interactive: false } };
  const changed = new Set(changes.flatMap((change) => (change.kind === 'remove' ? [] : [change.target])));
  for (const { declared, target } of resolved) {
    const grants = declared.grants.filter(
      (grant) => changed.has(target) || !grant.startsWith('secret-read='),
    );
    const usable = await consentToSecrets(unasked, declared.name, grants);
    if (!usable.ok) return usable;
  }
  return ok(undefined);
}

async function applyChanges(
  app: App,
  home: Home,
  changes: readonly SyncChange[],
  resolved: readonly ResolvedTool[],
): Promise<Result<void, KamiError>> {
  const examined = new Map(
    resolved.flatMap((tool) => (tool.examined === undefined ? [] : [[tool.target, tool.examined] as const])),
  );
  const parts = { app, home, store: await app.componentStore(), examined };
  for (const [index, change] of changes.entries()) {
    const made = app.signal.aborted
      ? err(kamiError('KAMI_CANCELLED', 'The sync was interrupted.'))
      : await applyChange(parts, change);
    if (made.ok) continue;
    app.console.note(`${index} of ${changes.length} changes were made; the next kami sync makes the others.`);
    return made;
  }
  return ok(undefined);
}

function wouldRemoveAll(file: string): KamiError {
  return kamiError('KAMI_USAGE', `${basename(file)} names no tools, and --prune would remove all of them.`, {
    hint: 'If that is meant, say so in the file: tools = []',
  });
}
