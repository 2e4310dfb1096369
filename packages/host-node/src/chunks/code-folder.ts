import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder of compiled code: `NODE_COMPILE_CACHE` where it is set, else the user's cache folder (XDG Base Directory
 * Specification). Nothing where `NODE_DISABLE_COMPILE_CACHE` is set, as Node has it for its own. Never the folder for
 * temporary files, which is Node's choice: what others may put there would run as this user. For the same reason nothing
 * where the user has no home folder, or one that is relative: that would be below whatever folder the command is run in.
 */
export function codeFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | undefined {
  if ((env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return undefined;
  const chosen = env['NODE_COMPILE_CACHE'] ?? '';
  if (chosen !== '') return chosen;
  const cache = cacheFolder(env, platform);
  return cache !== undefined && isAbsolute(cache) ? join(cache, 'kami', 'code') : undefined;
}

function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | undefined {
  const named = env[platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME'] ?? '';
  if (platform !== 'darwin' && isAbsolute(named)) return named;
  const home = homeFolder();
  if (home === undefined) return undefined;
  if (platform === 'win32') return join(home, 'AppData', 'Local');
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}

function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    // The system knows no such user, as in a container that runs under any number.
    return undefined;
  }
}
