import { runInNewContext } from 'node:vm';
import { $init, generate } from '@bytecodealliance/jco-transpile/component';
import { beforeAll, describe, expect, it } from 'vitest';

import { parseTranspiledModule } from '@kami/engine';

import { buildWorld } from '../build-component.ts';

const WORLD = `import wasi:clocks/wall-clock@0.2.0; import wasi:random/random@0.2.3;
  export go: func(text: string) -> result<string, u8>; export %export: func();`;
let module: string;
let asynchronous: string;

beforeAll(async () => {
  module = await transpile(WORLD);
  asynchronous = await transpile('export go: async func() -> string;');
});

async function transpile(world: string): Promise<string> {
  await $init;
  const options = { name: 'tool', instantiation: { tag: 'sync' as const }, noTypescript: true };
  const { files } = generate(await buildWorld(world), options);
  return new TextDecoder().decode(files.find(([name]) => name === 'tool.js')?.[1]);
}

function parse(source: string): string {
  const parsed = parseTranspiledModule(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value.script;
}

describe('parseTranspiledModule', () => {
  it('gives a classic script in strict mode whose value is instantiate', () => {
    const script = parse(module);
    expect(script).toMatch(/^\(\(\) => \{\n'use strict';/);
    expect(runInNewContext(script, { TextDecoder, TextEncoder })).toBeTypeOf('function');
  });

  it('leaves nothing of debug log and asynchronous tasks, nor what nothing uses', () => {
    const script = parse(module);
    expect(script).not.toMatch(/_debugLog|JCO_DEBUG|AsyncTask|promising|Suspending|_lowerFlat|function\*/);
    expect(script.length).toBeLessThan(module.length / 5);
  });

  it('checks that the component may leave before each import, and calls the host directly', () => {
    const script = parse(module);
    expect(script.match(/const _trampoline\d+ = function\([^)]*\) \{ _checkMayLeave\(0\);/g)).toHaveLength(2);
    expect(script).toMatch(/ret = \(now\(\)\)/);
  });

  it('declares once for all instances what holds nothing of one, and nothing else', () => {
    const [before = ''] = parse(module).split('\nfunction instantiate(');
    const shared = [...before.matchAll(/^(?:const|let|class|function) (\w+)/gm)].map(([, name]) => name);
    expect(shared.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([
      'CORE_TRAP_MESSAGES',
      'ComponentError',
      'ComponentState',
      'HOST_TASK',
      'SynchronousTask',
      'TEXT_DECODER_UTF8',
      'TEXT_ENCODER_UTF8',
      'WebAssemblyRuntimeError',
      '_normalizeCoreTrap',
      '_utf8AllocateAndEncode',
      'clampGuest',
      'toUint64',
    ]);
  });

  it('counts the instances of each core module', () => {
    const parsed = parseTranspiledModule(module);
    expect(parsed.ok && [...parsed.value.instances.values()]).toEqual([1, 1]);
  });

  it('refuses a component with asynchronous functions', () => {
    expect(parseTranspiledModule(asynchronous)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_INTERNAL' },
    });
  });

  it.each<[string, (source: string) => string, string]>([
    ['the entry is missing', (s) => s.replace('export function', 'function'), 'the entry was found 0 times'],
    ['the debug log is another', (s) => s.replace('JCO_DEBUG', 'DEBUG'), 'the debug log was found 0 times'],
    ['something else is imported', (s) => `${s}import 'x';\n`, 'left over'],
    ['something else is exported', (s) => `${s}export { instantiate as x };\n`, 'left over'],
    [
      'a module is asked for in another way',
      (s) => s.replace('let exports0;', "let exports0; getCoreModule('x' + 1);"),
      'another way',
    ],
    [
      'an unknown module is instantiated',
      (s) => s.replace('instantiateCore(module1', 'instantiateCore(module7'),
      'unknown core module',
    ],
    [
      'a task of an import is made otherwise',
      (s) => s.replace('componentIdx: -1,', 'componentIdx: -2,'),
      'the task of an import was found 1 times instead of 2',
    ],
    [
      'an import is lowered otherwise',
      (s) => s.replace('importFn: _trampoline', 'importFn: trampoline'),
      'is lowered in another way',
    ],
    [
      'an import is not lowered',
      (s) => s.replace(/let (trampoline\d+) = /, 'let other = '),
      'of 2 imports are lowered',
    ],
    [
      'a task scope is another',
      (s) => s.replace('taskID: task.id(),\n        componentIdx', 'id: task.id(),\n        componentIdx'),
      'a call of _withGlobalCurrentTaskMeta has another form',
    ],
    [
      'a core function may suspend',
      (s) => s.replace('_jcoMaySuspend: false', '_jcoMaySuspend: true'),
      'a call of Object.assign has another form',
    ],
    [
      'a function is promised',
      (s) => s.replace('let exports0;', 'let exports0; WebAssembly.promising(f);'),
      'a function is asynchronous',
    ],
    [
      'the instantiation ends otherwise',
      (s) => s.replace('const maybeSyncReturn', 'const returned'),
      'the end of the instantiation was found 0 times',
    ],
    [
      'a declaration is none',
      (s) => s.replace('let dv =', 'foo();\nlet dv ='),
      'a declaration has another form',
    ],
    [
      'something is declared twice',
      (s) => s.replace('let dv =', 'let dv = 1;\nlet dv ='),
      'dv is declared twice',
    ],
    [
      'asynchronous code is used',
      (s) => s.replace('let exports0;', 'let exports0; queueMicrotask();'),
      'queueMicrotask is left over',
    ],
  ])('refuses a module when %s', (_what, change, message) => {
    const changed = change(module);
    expect(changed).not.toBe(module);
    const parsed = parseTranspiledModule(changed);
    expect(parsed.ok ? '' : parsed.error.message).toContain(message);
  });
});
