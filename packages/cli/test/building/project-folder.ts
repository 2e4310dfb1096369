import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A project in a temporary folder, removed when it is disposed. */
export interface ProjectFolder extends Disposable {
  readonly path: string;
  /** Writes a file of it. */
  write(name: string, text: string): void;
}

/** A guest of the tests, by name. */
export function guest(name: string): string {
  return fileURLToPath(new URL(`../../../../testing/guests/dist/${name}.wasm`, import.meta.url));
}

/** Makes a project whose build copies a guest to `dist/tool.wasm`, or runs another command, with more lines of manifest. */
export function makeProject(command: string, lines: readonly string[] = []): ProjectFolder {
  const path = mkdtempSync(join(tmpdir(), 'kami-project-'));
  const write: ProjectFolder['write'] = (name, text) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  const manifest = [
    '[tool]',
    'id = "local.tool"',
    'name = "tool"',
    'version = "1.0.0"',
    'wasm = "dist/tool.wasm"',
    '[build]',
    `command = ${JSON.stringify(command)}`,
    ...lines,
  ];
  write('tool.toml', `${manifest.join('\n')}\n`);
  write('src/tool.c', 'one');
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
