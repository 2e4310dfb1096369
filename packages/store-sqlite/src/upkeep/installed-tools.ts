import type { InstalledTool } from '@kami/registry';
import type { KamiError, Result } from '@kami/types';
import { checkInstallations } from './check-installations.ts';
import { readDatabase } from './read-database.ts';

/**
 * Every version of every tool in a database whose row can be read; nothing is opened for writing or brought forward.
 * Errors: `KAMI_STORE_CORRUPT`, `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`.
 */
export function readInstalledTools(path: string): Result<readonly InstalledTool[], KamiError> {
  return readDatabase(path, (connection) => checkInstallations(connection).tools);
}
