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
const common = ['-Oz', '-Wall', '-Wextra', '-Werror', '-mbulk-memory', '-Wl,--strip-all'];
/** Without exceptions: the library is built without them. */
const languages = {
  c: { compiler: 'clang', file: 'guest.c', flags: ['-std=c23'] },
  cpp: { compiler: 'clang++', file: 'guest.cc', flags: ['-std=c++23', '-fno-exceptions'] },
} as const;

/** How a guest in C or C++ is compiled. */
export interface CompileOptions {
  readonly language: keyof typeof languages;
  /** Links a C library for WASI preview 1, and for C++ its library on top. */
  readonly library: boolean;
  /** Files beside those of the guest's folder, by name. */
  readonly generated?: Readonly<Record<string, string>>;
}

const silent = { fetchProgress: (): void => undefined };

/** Compiles `guest.c` or `guest.cc` to a core module. */
export async function compileC(name: string, options: CompileOptions): Promise<Uint8Array> {
  const { compiler, file, flags } = languages[options.language];
  const sources = {
    ...readFolder(`${guestsFolder}include`),
    ...readFolder(guestsFolder + name),
    ...options.generated,
  };
  const messages: Uint8Array[] = [];
  await runLLVM(undefined, {}, silent);
  try {
    const files = await commands[compiler](
      [...(options.library ? preview1 : freestanding), ...flags, ...common, file, '-o', 'core.wasm'],
      sources,
      { ...silent, stderr: (bytes) => void (bytes && messages.push(bytes.slice())) },
    );
    const core = files?.['core.wasm'];
    if (core instanceof Uint8Array) return core;
    throw new Error('no output');
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    throw new Error(`${name}/${file} does not compile:\n${Buffer.concat(messages).toString()}`);
  }
}
