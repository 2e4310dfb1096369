import { hasProgram } from './find-program.ts';

/** Package managers, the one that comes with Node first. */
const MANAGERS: readonly string[] = ['npm', 'pnpm', 'yarn', 'bun'];

/**
 * The package manager that a person uses: the one that started this process, which it says in `npm_config_user_agent`, else the
 * first on the path, else npm.
 */
export function findPackageInstaller(env: Readonly<Record<string, string | undefined>>): string {
  const [running = ''] = (env['npm_config_user_agent'] ?? '').split('/', 1);
  if (MANAGERS.includes(running)) return running;
  return MANAGERS.find((name) => hasProgram(name, env['PATH'] ?? '')) ?? 'npm';
}
