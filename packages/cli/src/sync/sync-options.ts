import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { LockPolicy } from './choose-locks.ts';

/** Options of `kami sync` as they are given. */
export interface SyncFlags {
  readonly check: boolean;
  readonly dryRun: boolean;
  readonly prune: boolean;
  /** `true` for all tools, else their names. */
  readonly update?: true | readonly string[];
  /** Absent where nothing was said. */
  readonly frozen?: boolean;
}

/** What a sync does. */
export interface SyncOptions extends LockPolicy {
  readonly prunes: boolean;
  /** Whether anything is changed. */
  readonly applies: boolean;
  /** Whether a difference is a failure. */
  readonly checks: boolean;
}

/**
 * What the options mean. Where nothing is said, the lock is frozen in a continuous integration (`CI` is set, and neither
 * `false` nor `0`), unless it is to be renewed. Errors: `KAMI_USAGE` for options that contradict each other.
 */
export function readSyncOptions(
  { check, dryRun, prune, update, frozen }: SyncFlags,
  env: Readonly<Record<string, string | undefined>>,
): Result<SyncOptions, KamiError> {
  if (update !== undefined && frozen === true) {
    return err(
      kamiError('KAMI_USAGE', 'A lock cannot be renewed (--update) and frozen (--frozen) at once.', {
        hint: 'Renew it with: kami sync --update; then hold it with: kami sync --frozen',
      }),
    );
  }
  const renews = update === true ? 'all' : (update ?? []);
  const isAutomatic = !['', '0', 'false'].includes((env['CI'] ?? '').toLowerCase());
  return ok({
    renews,
    frozen: frozen ?? (isAutomatic && update === undefined),
    prunes: prune,
    applies: !check && !dryRun,
    checks: check,
  });
}
