import { commands, Exit, runLLVM } from '@yowasp/clang';

import { guestsFolder, readFolder } from './paths.ts';

const freestanding = [
  '--target=wasm32',
  '-nostdlib',
  '-ffreestanding',
  '-Wl,--no-entry',
  '-Wl,-z,stack-size=16384',
];
const preview1 = ['--target=wasm32-wasip1', '-mexec-model=reactor'];
const common = ['-std=c23', '-Oz', '-Wall', '-Wextra', '-Werror', '-mbulk-memory', '-Wl,--strip-all'];

const silent = { fetchProgress: (): void => undefined };

/** Compiles `guest.c` to a core module; `libc` links a C library for WASI preview 1. */
export async function compileC(name: string, libc: boolean): Promise<Uint8Array> {
  const sources = { ...readFolder(`${guestsFolder}include`), ...readFolder(guestsFolder + name) };
  const messages: Uint8Array[] = [];
  await runLLVM(undefined, {}, silent);
  try {
    const files = await commands['clang'](
      [...(libc ? preview1 : freestanding), ...common, 'guest.c', '-o', 'core.wasm'],
      sources,
      { ...silent, stderr: (bytes) => void (bytes && messages.push(bytes.slice())) },
    );
    const core = files?.['core.wasm'];
    if (core instanceof Uint8Array) return core;
    throw new Error('no output');
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    throw new Error(`${name}/guest.c does not compile:\n${Buffer.concat(messages).toString()}`);
  }
}
