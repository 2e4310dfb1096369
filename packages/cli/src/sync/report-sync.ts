import { basename } from 'node:path';
import type { SyncChange } from '@kami/runtime';
import type { App } from '../app.ts';
import type { ExitCode } from '../output/exit-code.ts';
import { changeJson } from './describe-change.ts';
import type { SyncFiles } from './sync-files.ts';
import type { SyncOptions } from './sync-options.ts';

/** What a sync did, or would do. */
export interface SyncOutcome extends SyncOptions {
  readonly files: SyncFiles;
  readonly changes: readonly SyncChange[];
  /** The lock's new text; absent where the lock stays. */
  readonly lockText: string | undefined;
}

/** Says what became of a sync. Exit code 3 when it only checks and something differs: the home is not what was approved. */
export function reportSync(app: Pick<App, 'console' | 'json'>, outcome: SyncOutcome): ExitCode {
  const { files, changes, lockText, applies, checks } = outcome;
  const differs = changes.length > 0 || lockText !== undefined;
  if (app.json) {
    app.console.json({
      file: files.paths.declaration,
      lock: files.paths.lock,
      lockChanges: lockText !== undefined,
      matches: !differs,
      applied: applies,
      changes: changes.map(changeJson),
    });
  } else {
    const lock = lockText === undefined ? '' : `; ${basename(files.paths.lock)} ${lockWord(outcome)}`;
    const home = changes.length === 0 ? 'the home matches' : `${countOf(changes)} ${homeWord(outcome)}`;
    app.console.note(`${app.console.mark('bold', basename(files.paths.declaration))}: ${home}${lock}`);
    if (checks && differs) app.console.note(`  Make it so with: kami sync ${files.paths.declaration}`);
  }
  return checks && differs ? 3 : 0;
}

function lockWord({ files, applies }: SyncOutcome): string {
  if (applies) return 'is written';
  return files.lock === undefined ? 'is not there yet' : 'is to change';
}

function homeWord({ applies }: SyncOutcome): string {
  return applies ? 'made' : 'to make';
}

function countOf(changes: readonly SyncChange[]): string {
  return changes.length === 1 ? '1 change' : `${changes.length} changes`;
}
