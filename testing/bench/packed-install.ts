import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

const cliPackage = fileURLToPath(new URL('../../packages/cli', import.meta.url));

/** The command as a user has it: installed by npm from the packed tarball, with an empty home. */
export interface PackedInstall extends Disposable {
  /** The program to give to Node. */
  readonly program: string;
  /** The environment of its runs. */
  readonly env: Record<string, string>;
  /** Runs the command to its end and gives its standard output; throws when it fails. */
  run(...args: string[]): string;
}

/** Packs the built command and installs the tarball into a temporary folder. */
export function installPacked(): PackedInstall {
  const folder = mkdtempSync(join(tmpdir(), 'kami-packed-'));
  const user = join(folder, 'user');
  mkdirSync(user);
  execFileSync('pnpm', ['pack', '--pack-destination', folder], { cwd: cliPackage, stdio: 'pipe' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('pnpm pack made no tarball.');
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', join(folder, tarball)], {
    cwd: folder,
    stdio: 'pipe',
  });
  const program = join(folder, 'node_modules/@kami/cli/dist/kami.js');
  const environment = { PATH: env['PATH'] ?? '', HOME: user, KAMI_HOME: join(user, 'kami'), TMPDIR: user };
  return {
    program,
    env: environment,
    run: (...args) =>
      execFileSync(execPath, [program, ...args], { env: environment, encoding: 'utf8', stdio: 'pipe' }),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
