import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The home of tests: what was found in components, and nothing that anybody decided. `KAMI_TEST_CACHE`, else a folder of
 * the platform's caches: it may be removed at any time.
 */
export function findTestHome(env: Readonly<Record<string, string | undefined>>, platform: string): string {
  const chosen = env['KAMI_TEST_CACHE'] ?? '';
  if (chosen !== '') return resolve(chosen);
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'kami', 'tests');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'kami', 'tests');
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'kami', 'tests');
}
