import { mkdirSync } from 'node:fs';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { HomePaths } from './home-paths.ts';

/** Makes the folders of a home, for its owner only. Errors: `KAMI_HOME_UNUSABLE`. */
export function makeHome(paths: HomePaths): Result<void, KamiError> {
  try {
    for (const folder of [paths.root, paths.store, paths.data, paths.temporary]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    return ok(undefined);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return err(
      kamiError('KAMI_HOME_UNUSABLE', `The home folder ${paths.root} cannot be made or written${why}.`, {
        cause,
        hint: 'Choose another with --home DIR or the variable KAMI_HOME.',
      }),
    );
  }
}
