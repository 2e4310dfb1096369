import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Expect } from './expect.ts';
import type { Narrator } from './narrator.ts';
import { TOP, type Shell } from './shell.ts';

/** Tools that ask for nothing, or only for what `--yes` grants. */
const OPEN = ['json-query', 'markdown', 'checksum', 'invoice'] as const;

/** Installs the examples: three kinds of component, with what each asks for and provably cannot do. */
export async function installExamples(shell: Shell, narrator: Narrator, expect: Expect): Promise<void> {
  narrator.section('Install tools: the SDK’s world, the small json-tool world, and typed exports');
  for (const name of OPEN) await shell.kami(['install', `examples/${name}`]);
  const shown = await shell.kami(['install', 'examples/notes', '--yes']);
  expect.holds(
    'an installation shows what the tool provably cannot do',
    shown.stderr,
    'cannot reach the network',
  );
  await shell.kami(['install', 'examples/csv-stats', '--yes']);
  await shell.kami(['install', 'examples/file-search', '--grant', 'fs=project=docs']);
  const held = await shell.kami(['install', 'examples/fetch-url'], 3);
  expect.holds('a tool that asks for the network is held without consent', held.stderr, 'held');
}

/** Makes a copy of `fetch-url` whose manifest asks for one local address, and gives its folder. */
export async function localFetchTool(folder: string, port: number): Promise<string> {
  const source = join(TOP, 'examples/fetch-url');
  const target = join(folder, 'fetch-local');
  await mkdir(join(target, 'dist'), { recursive: true });
  await copyFile(join(source, 'dist/fetch-url.wasm'), join(target, 'dist/fetch-url.wasm'));
  const manifest = await readFile(join(source, 'tool.toml'), 'utf8');
  const changed = manifest
    .replace(/^id = .*$/m, 'id = "dev.kami.demo.fetch-local"')
    .replace(/^name = .*$/m, 'name = "fetch-local"')
    .replace(/^net_allow_list = .*$/m, `net_allow_list = ["http://localhost:${port}"]`);
  await writeFile(join(target, 'tool.toml'), changed);
  return target;
}
