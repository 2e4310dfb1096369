// Compiles src/*.c to a core module, build/core.wasm; `kami build` makes the component of it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { commands, Exit, runLLVM } from '@yowasp/clang';

const options = [
  '--target=wasm32', // no operating system and no C library: nothing is imported
  '-nostdlib',
  '-ffreestanding',
  '-Wl,--no-entry', // functions to call, no `main`
  '-std=c23',
  '-O2',
  '-mbulk-memory',
  '-Wall',
  '-Wextra',
];

const files = Object.fromEntries(
  readdirSync('src').map((name) => [name, readFileSync(`src/${name}`, 'utf8')]),
);
const sources = Object.keys(files).filter((name) => name.endsWith('.c'));
const quiet = { fetchProgress: () => undefined };

try {
  await runLLVM(undefined, {}, quiet);
  const output = await commands.clang([...options, ...sources, '-o', 'core.wasm'], files, {
    ...quiet,
    stderr: (bytes) => bytes && process.stderr.write(bytes),
  });
  mkdirSync('build', { recursive: true });
  writeFileSync('build/core.wasm', output['core.wasm']);
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.exitCode = 1;
}
