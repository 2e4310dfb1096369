import { transpileBytes } from '@bytecodealliance/jco-transpile';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildTool, formatBuildFailure } from '../../src/build/index.ts';
import type { BuiltTool } from '../../src/build/index.ts';

/** The part of the WebAssembly JavaScript Interface that is used here; Node's types do not declare it. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** The export `kami:tool/tools` as jco gives it. */
export interface ToolsInstance {
  describe(): {
    name: string;
    title?: string;
    description: string;
    inputSchema: string;
    outputSchema?: string;
  }[];
  call(
    name: string,
    args: string,
  ): {
    content: { content: { tag: string; val: unknown }; annotations?: unknown }[];
    structured?: string;
    meta?: string;
  };
}

/** A component that was built from a fixture, ready to be instantiated. */
export interface LoadedComponent {
  readonly built: BuiltTool;
  /** Names of the imports, without versions, as the component itself has them. */
  readonly imports: readonly string[];
  /** A fresh instance with these imports. */
  instantiate(imports: Readonly<Record<string, unknown>>): ToolsInstance;
  /** Removes what was written. */
  close(): Promise<void>;
}

type Instantiate = (
  getCoreModule: (name: string) => object,
  imports: Readonly<Record<string, unknown>>,
) => { readonly tools: ToolsInstance };

const isModule = (value: unknown): value is { readonly instantiate: Instantiate } =>
  typeof value === 'object' &&
  value !== null &&
  'instantiate' in value &&
  typeof value.instantiate === 'function';

/** Builds a fixture and transpiles the component. */
export async function loadComponent(fixture: string): Promise<LoadedComponent> {
  return loadEntry(fixturePath(fixture));
}

/** Builds an entry module and transpiles the component. */
export async function loadEntry(entry: string): Promise<LoadedComponent> {
  const folder = await mkdtemp(join(tmpdir(), 'kami-guest-test-'));
  const built = await buildTool({ entry, out: join(folder, 'tool.wasm') });
  if (!built.ok) throw new Error(formatBuildFailure(built.error));
  const { files, imports } = await transpileBytes(await readFile(built.value.out), {
    name: 'tool',
    instantiation: 'sync',
    noComponentErrorWrapping: false,
    base64Cutoff: 0,
    emitTypescriptDeclarations: false,
  });
  const modules = new Map<string, object>();
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, bytes] of Object.entries(files))
    if (name.endsWith('.wasm')) modules.set(name, new WebAssembly.Module(bytes));
    else if (name.endsWith('.js')) await writeFile(join(folder, name), bytes);
  const loaded: unknown = await import(pathToFileURL(join(folder, 'tool.js')).href);
  if (!isModule(loaded)) throw new Error('jco gave no module');
  return {
    built: built.value,
    imports,
    instantiate: (given) =>
      loaded.instantiate((name) => {
        const module = modules.get(name);
        if (module === undefined) throw new Error(`no core module ${name}`);
        return module;
      }, given).tools,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Path of a fixture. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}.ts`, import.meta.url));
}
