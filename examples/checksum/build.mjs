/** Compiles `src/*.c` to a core module and wraps it as a component: `dist/checksum.wasm`. No system compiler needed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { exit, stderr, stdout } from 'node:process';

import { componentEmbed, componentNew } from '@bytecodealliance/jco';
import { commands, Exit, runLLVM } from '@yowasp/clang';

const folder = new URL('src/', import.meta.url);
const output = new URL('dist/checksum.wasm', import.meta.url);
const sources = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
const { 'world.wit': witSource, ...files } = sources;
const target = '--target=wasm32 -nostdlib -ffreestanding -Wl,--no-entry,--strip-all';
const language = '-std=c23 -O2 -mbulk-memory -Wall -Wextra -Werror';
const options = `${target} ${language}`.split(' ');
const silent = { fetchProgress: () => undefined };

await runLLVM(undefined, {}, silent);
const component = await componentNew(
  await componentEmbed({ binary: await compile(), witSource, world: 'checksum' }),
);
mkdirSync(new URL('.', output), { recursive: true });
writeFileSync(output, component);
stdout.write(`dist/checksum.wasm, ${component.length} bytes\n`);

async function compile() {
  const programs = Object.keys(files).filter((name) => name.endsWith('.c'));
  const messages = [];
  try {
    const made = await commands.clang([...options, ...programs, '-o', 'core.wasm'], files, {
      ...silent,
      stderr: (bytes) => messages.push(...(bytes ?? [])),
    });
    return made['core.wasm'];
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    stderr.write(Uint8Array.from(messages));
    exit(1);
  }
}
