import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { decodeComponent, type DecodedComponent } from '@kami/engine';
import { componentEmbed, parse, print } from '@bytecodealliance/jco-transpile/wasm-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { makeComponent, type ComponentParts } from '../../src/componentize/make-component.ts';
import { createProgramFolder } from '../prepare/bundle-prepare.ts';

const adapters = fileURLToPath(new URL('../../../cli/dist/preview1', import.meta.url));
const programs = createProgramFolder();
const never = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'kami-componentize-'));
let prepareEntry: string;

beforeAll(async () => {
  prepareEntry = await programs.bundlePrepare();
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
});
afterAll(() => {
  programs[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const GREET = '(func (export "greet") (param i32 i32) (result i32) i32.const 0)';
const REALLOC =
  '(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0) (memory (export "memory") 1)';
const WIT = `package my:tool;

world tool {
  /// Greets somebody.
  export greet: func(name: string) -> result<string, string>;
}
`;

type Given = Partial<Omit<ComponentParts, 'core'>> & {
  readonly core?: string | Uint8Array;
  readonly files?: Readonly<Record<string, string>>;
};

async function make({ core = `${GREET} ${REALLOC}`, files = { 'wit/tool.wit': WIT }, ...rest }: Given) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const bytes = typeof core === 'string' ? await parse(`(module ${core})`) : core;
  const options = { prepareEntry, deadlineMs: 30_000, adapters, folder, wit: 'wit', ...rest };
  return makeComponent({ ...options, core: bytes }, never);
}

async function made(given: Given): Promise<Uint8Array> {
  const component = await make(given);
  if (!component.ok) throw new Error(component.error.message);
  return component.value;
}

function decoded(component: Uint8Array): DecodedComponent {
  const result = decodeComponent(component);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('makeComponent', () => {
  it('makes a component of a core module and a WIT folder', async () => {
    const { imports, functions, docs } = decoded(await made({}));
    expect(docs).toEqual(new Map([['greet', 'Greets somebody.']]));
    expect(imports).toEqual([]);
    expect(functions.map(({ signature }) => signature.name)).toEqual(['greet']);
  });

  it('leaves a component as it is', async () => {
    const component = await made({});
    expect(await made({ core: component, wit: 'nowhere' })).toBe(component);
  });

  it('takes the WIT that the module brings along', async () => {
    const binary = await parse(`(module ${GREET} ${REALLOC})`);
    const core = await componentEmbed({ binary, witSource: WIT });
    const component = await makeComponent(
      { core, prepareEntry, deadlineMs: 30_000, adapters, folder },
      never,
    );
    if (!component.ok) throw new Error(component.error.message);
    expect(decoded(component.value).functions).toHaveLength(1);
  });

  it('leaves out names and debug information', async () => {
    const padding = 'x'.repeat(5000);
    const core = `(func $${padding} (nop)) (@custom ".debug_info" "${padding}") ${GREET} ${REALLOC}`;
    expect((await made({ core })).length).toBeLessThan(1000);
  });

  it('reads strings as UTF-16 when asked', async () => {
    expect(await print(await made({ encoding: 'utf16' }))).toContain('string-encoding=utf16');
    expect(await print(await made({}))).toContain('string-encoding=utf8');
  });

  it('links the adapter where the module asks for WASI preview 1', async () => {
    const core = `(import "wasi_snapshot_preview1" "proc_exit" (func (param i32))) ${GREET} ${REALLOC}`;
    const { imports } = decoded(await made({ core }));
    expect(imports.map(({ name }) => name)).toContain('wasi:cli/exit@0.2.12');
  });

  it('links the minimal adapter when asked, with what the module leads to', async () => {
    const core = `(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "path_unlink_file" (func (param i32 i32 i32) (result i32))) ${GREET} ${REALLOC}`;
    const { imports } = decoded(await made({ core, adapter: 'minimal' }));
    expect(imports.filter(({ isUsed }) => isUsed).map(({ name }) => name)).toEqual([
      'wasi:random/random@0.2.12',
    ]);
  });

  it('joins several files and the packages in `deps`', async () => {
    const files = {
      'wit/a.wit': 'interface words { count: func(text: string) -> u32; }',
      'wit/world.wit':
        '// The tool.\npackage my:tool@1.0.0;\nworld tool { export words; import dep:one/log; }',
      'wit/deps/one/a.wit':
        'package dep:one;\ninterface log { use dep:two/types.{level}; log: func(l: level); }',
      'wit/deps/two.wit': 'package dep:two;\ninterface types { enum level { low, high } }',
    };
    const core = `(import "dep:one/log" "log" (func (param i32))) ${REALLOC}
      (func (export "my:tool/words@1.0.0#count") (param i32 i32) (result i32) i32.const 0)`;
    const { functions, imports } = decoded(await made({ core, files }));
    expect(functions.map(({ signature }) => signature.interfaceName)).toEqual(['my:tool/words@1.0.0']);
    expect(imports.map(({ name }) => name)).toContain('dep:one/log');
  });

  it('names file and line of a mistake in the WIT', async () => {
    const files = { 'wit/a.wit': 'package a:b;\n', 'wit/b.wit': 'world w {\n  export greet func();\n}\n' };
    const component = await make({ files });
    if (component.ok) throw new Error('It was made.');
    expect(component.error.message).toMatch(/^wit\/b\.wit:2: The WIT is not valid: /u);
    expect(component.error.data).toBeUndefined();
  });

  it.each([
    [{ files: {}, wit: 'nowhere' }, '"nowhere" does not exist.'],
    [{ files: { 'wit/world.txt': WIT } }, '"wit" has no file that ends in .wit.'],
  ])('refuses WIT that is not there: %o', async (given, message) => {
    expect(await make(given)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SOURCE_UNREADABLE', message },
    });
  });
});
