import { basename, dirname, join, resolve } from 'node:path';
import { parseLock, parseToolSet, type LockedTool, type NamedText, type ToolSet } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { readConfigFile, replaceConfigFile } from '../connect/config-file.ts';
import { grantRefusal } from './declared-grant.ts';

/** Where a declaration and its lock stand. */
export interface SyncPaths {
  readonly declaration: string;
  /** Beside it: `kami.lock` of `kami.toml`. */
  readonly lock: string;
  /** What relative paths are relative to. */
  readonly folder: string;
}

/** What `kami sync` reads before anything else. */
export interface SyncFiles {
  readonly paths: SyncPaths;
  readonly declaration: NamedText & ToolSet;
  /** Absent where there is no lock yet. */
  readonly lock: (NamedText & { readonly tools: readonly LockedTool[] }) | undefined;
}

/** The paths for a file that was named on the command line. */
export function syncPaths(file: string): SyncPaths {
  const declaration = resolve(file);
  const folder = dirname(declaration);
  return { declaration, folder, lock: join(folder, `${basename(declaration).replace(/\.toml$/u, '')}.lock`) };
}

/** Reads a declaration and its lock. Errors: `KAMI_SOURCE_UNREADABLE`, `KAMI_MANIFEST_INVALID`. */
export function readSyncFiles(paths: SyncPaths): Result<SyncFiles, KamiError> {
  const text = readConfigFile(paths.declaration);
  if (!text.ok) return text;
  if (text.value === undefined) return err(missing(paths.declaration));
  const named = { file: basename(paths.declaration), text: text.value };
  const set = parseToolSet(named, grantRefusal);
  if (!set.ok) return set;
  const lockText = readConfigFile(paths.lock);
  if (!lockText.ok) return lockText;
  const declaration = { ...named, ...set.value };
  if (lockText.value === undefined) return ok({ paths, declaration, lock: undefined });
  const namedLock = { file: basename(paths.lock), text: lockText.value };
  const tools = parseLock(namedLock);
  return tools.ok ? ok({ paths, declaration, lock: { ...namedLock, tools: tools.value } }) : tools;
}

/**
 * Puts a new lock in the place of the one that was read, whole or not at all. Errors: `KAMI_CONFLICT` where another process
 * wrote a different one meanwhile, `KAMI_SOURCE_UNREADABLE`.
 */
export function writeLock({ paths, lock }: SyncFiles, text: string): Result<void, KamiError> {
  const now = readConfigFile(paths.lock);
  if (!now.ok) return now;
  return now.value === text ? ok(undefined) : replaceConfigFile(paths.lock, lock?.text, text);
}

function missing(path: string): KamiError {
  return kamiError('KAMI_SOURCE_UNREADABLE', `There is no ${path}.`, {
    hint: `Write one of what is installed with: kami export ${basename(path)}`,
  });
}
