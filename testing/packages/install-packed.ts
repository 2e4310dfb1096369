import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { fileURLToPath } from 'node:url';

/** How long one step may take (milliseconds). */
const stepTimeout = 50_000;

/** A published package as a user has it: installed by npm from the packed tarball into a folder of its own. */
export interface PackedInstall extends Disposable {
  readonly folder: string;
  /** The environment of its programs: PATH, and an empty home. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of the package inside the folder. */
  readonly package: string;
  /** Runs a command that the package installed to its end and gives its standard output; throws when it fails. */
  run(command: string, ...args: readonly string[]): string;
}

/** Packs a built package and installs the tarball, with more packages from the registry beside it. */
export function installPacked(name: 'cli' | 'guest', beside: readonly string[] = []): PackedInstall {
  const folder = mkdtempSync(join(tmpdir(), `kami-packed-${name}-`));
  const source = fileURLToPath(new URL(`../../packages/${name}`, import.meta.url));
  runStep('pnpm', ['pack', '--pack-destination', folder], source);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('pnpm pack made no tarball.');
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = ['--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund'];
  runStep('npm', ['install', ...options, `./${tarball}`, ...beside], folder);
  const user = join(folder, 'user');
  mkdirSync(user);
  const environment = { PATH: env['PATH'] ?? '', HOME: user, KAMI_HOME: join(user, 'kami'), TMPDIR: user };
  return {
    folder,
    env: environment,
    package: join(folder, 'node_modules', '@kami', name),
    run: (command, ...args) =>
      runStep(join(folder, 'node_modules', '.bin', command), args, folder, environment),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runStep(file: string, args: readonly string[], cwd: string, environment = env): string {
  return execFileSync(file, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: stepTimeout,
    shell: platform === 'win32',
  });
}
