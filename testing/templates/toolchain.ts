import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The languages whose templates are built by a compiler of their own. */
export const languages = ['c', 'assemblyscript', 'rust', 'python', 'go'] as const;
/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** What KAMI's own repository installs: always there. */
export const installed: readonly Language[] = ['c', 'assemblyscript'];

/** The commands that install what a language's template is built with. */
const INSTALL: Readonly<Record<Language, string>> = {
  c: 'npm install @yowasp/clang',
  assemblyscript: 'npm install assemblyscript',
  rust: 'rustup target add wasm32-unknown-unknown',
  python: 'pip install componentize-py',
  go: 'the installer of https://go.dev/dl (Go 1.24 or later)',
};

/** How to install what is missing on this machine to build in this language; nothing where it is there. */
export function missingToolchain(language: Language): string | undefined {
  return isThere(language) ? undefined : INSTALL[language];
}

/** The target of a machine's Rust that is there; a distribution may have only that for WASI. */
function rustTarget(): string | undefined {
  return ['wasm32-unknown-unknown', 'wasm32-wasip1'].find((target) => {
    const { status, stdout } = spawnSync('rustc', ['--print', 'target-libdir', '--target', target], {
      encoding: 'utf8',
    });
    return status === 0 && existsSync(stdout.trim());
  });
}

function isThere(language: Language): boolean {
  if (language === 'rust') return rustTarget() !== undefined;
  if (language === 'python') return spawnSync('componentize-py', ['--version']).status === 0;
  return language === 'go' ? spawnSync('go', ['version']).status === 0 : true;
}

/** Makes a project of a template build with the Rust that is there, as the template's README says. */
export function useRustTarget(project: string): void {
  const manifest = join(project, 'tool.toml');
  const target = rustTarget() ?? '';
  const text = readFileSync(manifest, 'utf8').replaceAll('wasm32-unknown-unknown', target);
  const adapter = target === 'wasm32-wasip1' ? 'adapter = "minimal"\n' : '';
  writeFileSync(
    manifest,
    text.replace(/^core = .*\n/mu, (line) => line + adapter),
  );
}
