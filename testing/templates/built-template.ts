import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

import type { KamiResult, TestHome } from '../e2e/kami.ts';
import { runProgram, kamiProgram } from '../e2e/kami.ts';
import { useRustTarget, type Language } from './toolchain.ts';

/** What a compiler made before, so that the next build of the same sources takes a second. */
const CACHES = ['target'];
/** Variables by which compilers find themselves and what they keep. */
const KEPT = [
  'CARGO_HOME',
  'GOCACHE',
  'GOFLAGS',
  'GOPATH',
  'HOME',
  'PYENV_ROOT',
  'RUSTUP_HOME',
  'VIRTUAL_ENV',
];
const packages = fileURLToPath(new URL('../node_modules', import.meta.url));

/** A project that `kami init` began, in a folder that keeps what compilers made. */
export interface TemplateProject {
  readonly folder: string;
  /** Runs `kami ARGS` in the project. */
  kami(...args: readonly string[]): Promise<KamiResult>;
}

/** Begins a project from a language's template, in `folder`; packages of npm are those of this repository. */
export async function beginProject(
  home: TestHome,
  language: Language,
  folder: string,
): Promise<TemplateProject> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!CACHES.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
  const begun = join(home.path, '..', `hello-${language}`);
  await home.must(['init', begun, '--lang', language]);
  cpSync(begun, folder, { recursive: true });
  if (existsSync(join(folder, 'package.json'))) symlinkSync(packages, join(folder, 'node_modules'));
  if (language === 'rust') useRustTarget(folder);
  const kept = KEPT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const environment = { ...home.env, ...Object.fromEntries(kept) };
  return { folder, kami: async (...args) => runProgram([kamiProgram, ...args], environment, '', folder) };
}
