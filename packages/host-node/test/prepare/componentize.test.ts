import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';
import { describe, expect, it } from 'vitest';

import { componentize } from '../../src/prepare/componentize.ts';

const GREET = '(func (export "greet") (param i32 i32) (result i32) i32.const 0)';
const MEMORY = '(memory (export "memory") 1)';
const REALLOC = `(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0) ${MEMORY}`;
const WIT =
  'package my:tool;\nworld tool {\n  export greet: func(name: string) -> result<string, string>;\n}\n';

interface Refusal {
  readonly core?: string;
  readonly wit?: string;
  readonly world?: string;
  readonly says: string;
  readonly line?: number;
}

describe('componentize', () => {
  it.each<[string, Refusal]>([
    [
      'an export that is missing',
      { core: REALLOC, says: 'The core module does not export `greet`, which the WIT has.' },
    ],
    [
      'an export of another type',
      {
        core: `${REALLOC} (func (export "greet") (param i32) (result i32) i32.const 0)`,
        says: 'The core module exports `greet` with another type than the WIT: expected `[I32, I32] -> [I32]` but found `[I32] -> [I32]`.',
      },
    ],
    [
      'an allocator that is missing',
      {
        core: `${MEMORY} ${GREET}`,
        says: 'The core module does not export `cabi_realloc`, which texts and lists need.',
      },
    ],
    [
      'an import that the WIT does not have',
      {
        core: `(import "env" "abort" (func)) ${GREET} ${REALLOC}`,
        says: 'The core module imports `env abort`, which the WIT does not have.',
      },
    ],
    ['an unknown world', { world: 'tolo', says: 'The WIT has no world `tolo`.' }],
    [
      'several worlds',
      { wit: 'package a:b;\nworld v {}\nworld w {}', says: 'The WIT has several worlds in `a:b`.', line: 1 },
    ],
    [
      'a mistake of syntax',
      {
        wit: 'package a:b;\n\nworld w {\n  export greet func();\n}\n',
        says: "The WIT is not valid: expected ';', found keyword `func`.",
        line: 4,
      },
    ],
    [
      'a brace that is missing',
      {
        wit: 'package a:b;\nworld w {\n  export greet: func();\n\n',
        says: 'The WIT is not valid: expected `import`, `export`, `include`, `use`, or type definition, found eof.',
        line: 3,
      },
    ],
    [
      'an unknown type, which a comment names too',
      {
        wit: 'package a:b;\n// strin\nworld w {\n  export greet: func(a: strin);\n}',
        says: 'The WIT is not valid: name `strin` does not exist.',
        line: 4,
      },
    ],
    [
      'a package that is missing',
      {
        wit: 'package a:b;\nworld w {\n  import wasi:http/types@0.2.0;\n}',
        says: 'The WIT names the package `wasi:http@0.2.0`, which is not there.',
        line: 3,
      },
    ],
    ['a package without a name', { wit: 'world w {}', says: 'The WIT has no package name.' }],
  ])(
    'says what is wrong: %s',
    async (_case, { core = `${GREET} ${REALLOC}`, wit = WIT, world, says, line }) => {
      const job = {
        job: 'componentize',
        adapterBytes: 0,
        wit,
        ...(world === undefined ? {} : { world }),
      } as const;
      const component = await componentize(job, await parse(`(module ${core})`));
      expect(component).toMatchObject({
        ok: false,
        error: { code: 'KAMI_COMPONENT_INVALID', message: says },
      });
      expect(component.ok ? undefined : component.error.data?.['line']).toBe(line);
    },
  );

  it('asks for the WIT where the module has none', async () => {
    const component = await componentize({ job: 'componentize', adapterBytes: 0 }, await parse('(module)'));
    expect(component.ok ? '' : component.error.message).toContain('set `wit` in [build]');
  });

  it('refuses bytes that are no module', async () => {
    const bytes = new TextEncoder().encode('hello, world');
    const component = await componentize({ job: 'componentize', adapterBytes: 0, wit: WIT }, bytes);
    expect(component.ok ? '' : component.error.message).toBe('The core module is not valid WebAssembly.');
  });
});
