import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder of compiled code: `NODE_COMPILE_CACHE` where it is set, else the user's cache folder (XDG Base Directory
 * Specification). Nothing where `NODE_DISABLE_COMPILE_CACHE` is set, as Node has it for its own. Never the folder for
 * temporary files, which is Node's choice: what others may put there would run as this user.
 */
export function codeFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | undefined {
  if ((env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return undefined;
  const chosen = env['NODE_COMPILE_CACHE'] ?? '';
  if (chosen !== '') return chosen;
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'kami', 'code');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'kami', 'code');
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'kami', 'code');
}
