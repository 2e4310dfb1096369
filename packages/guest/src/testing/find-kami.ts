import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { KamiTestError } from './kami-test-error.ts';

/** A command line that starts `kami`. */
export interface KamiCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Where `kami` is looked for. */
export interface KamiSearch {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the tool. */
  readonly folder: string;
  /** The program that runs JavaScript. */
  readonly node: string;
  readonly platform: string;
}

/**
 * Finds `kami`: what `KAMI_TEST_HOST` names (`kami test` sets it), else that of the project or of a folder above, else that
 * of the PATH. Throws `KAMI_NOT_FOUND`.
 */
export function findKami({ env, folder, node, platform }: KamiSearch): KamiCommand {
  const named = env['KAMI_TEST_HOST'] ?? '';
  if (/\.[cm]?[jt]s$/u.test(named))
    return { program: node, args: ['--disallow-code-generation-from-strings', named] };
  if (named !== '') return { program: named, args: [] };
  const name = platform === 'win32' ? 'kami.cmd' : 'kami';
  const onPath = (env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const places = [...foldersAbove(folder).map((one) => join(one, 'node_modules', '.bin')), ...onPath];
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (found !== undefined) return { program: found, args: [] };
  throw new KamiTestError(
    'KAMI_NOT_FOUND',
    'kami was not found: tests run the tool in its sandbox. Install it with: npm install --save-dev @kami/cli',
  );
}

/** A folder and all above it, from inside out. */
export function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
