import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where everything of a home stands. */
export interface HomePaths {
  readonly root: string;
  readonly database: string;
  readonly config: string;
  readonly store: string;
  readonly data: string;
  readonly secrets: string;
  /** The operator's own trusted root, and what its refresh has seen. */
  readonly trust: string;
  readonly temporary: string;
}

/** The paths of a home folder. */
export function homePaths(root: string): HomePaths {
  return {
    root,
    database: join(root, 'kami.db'),
    config: join(root, 'config.toml'),
    store: join(root, 'store'),
    data: join(root, 'data'),
    secrets: join(root, 'secrets'),
    trust: join(root, 'trust'),
    temporary: join(root, 'tmp'),
  };
}

/** The home folder: the flag, else `KAMI_HOME`, else the platform's data folder. */
export function findHome(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string {
  const chosen = flag ?? env['KAMI_HOME'] ?? '';
  if (chosen !== '') return resolve(chosen);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'kami');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'kami');
  const xdg = env['XDG_DATA_HOME'] ?? '';
  return join(isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share'), 'kami');
}
