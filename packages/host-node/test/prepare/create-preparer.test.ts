import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { decodePreparedForm, type Preparer } from '@kami/engine';

import { buildWorld } from '../../../engine/test/build-component.ts';
import { bundleExecutor, startExecutor } from '../executor/child-executor.ts';
import { LOAD } from '../executor/orders.ts';
import { createPreparer } from '../../src/prepare/create-preparer.ts';
import { createProgramFolder } from './bundle-prepare.ts';
import { runPrepared } from './run-prepared.ts';
import { buildAdder } from './wat-components.ts';

const programs = createProgramFolder();
const never = new AbortController().signal;
let preparer: Preparer;
let prepareEntry: string;

beforeAll(async () => {
  prepareEntry = await programs.bundlePrepare();
  preparer = createPreparer({ prepareEntry, deadlineMs: 30_000 });
});
afterAll(() => {
  programs[Symbol.dispose]();
});

async function prepared(component: Uint8Array, maxMemoryMb = 64): Promise<Uint8Array> {
  const preparation = await preparer.prepare(component, { maxMemoryMb }, never);
  if (!preparation.ok) throw new Error(preparation.error.message);
  return preparation.value.prepared;
}

describe('prepare', () => {
  it('makes a component ready that runs', async () => {
    const preparation = await preparer.prepare(await buildAdder(), { maxMemoryMb: 64 }, never);
    if (!preparation.ok) throw new Error(preparation.error.message);
    expect(preparation.value.facts).toMatchObject({ convention: 'typed', imports: [], usedImports: [] });
    expect(preparation.value.facts.functions.map(({ name }) => name)).toEqual(['add', 'grow']);
    expect(preparation.value.key).toMatch(/-64mb\.bin$/);
    expect(runPrepared(preparation.value.prepared)['add']?.(2, 3)).toBe(5);
  });

  it('rejects integers that do not fit their type', async () => {
    const exports = runPrepared(await prepared(await buildAdder()));
    expect(() => exports['add']?.(1.5, 3)).toThrow(TypeError);
  });

  it('writes the memory limit into the component', async () => {
    const exports = runPrepared(await prepared(await buildAdder(), 1));
    expect(exports['grow']?.(15)).toBe(1);
    expect(exports['grow']?.(1)).toBe(0xffff_ffff);
  });

  it('prepares interfaces, WASI imports and documentation of other names than the root', async () => {
    const typed = await buildWorld(
      'import wasi:random/random@0.2.3; export text: interface { go: func(a: list<u8>) -> result<string, u8>; }',
    );
    const docs = new TextEncoder().encode(
      `\u0001${JSON.stringify({ worlds: { w: {} }, interfaces: { text: { funcs: { go: { docs: 'Goes.' } } } } })}`,
    );
    const head = [12, ...new TextEncoder().encode('package-docs')];
    const length = head.length + docs.length;
    const documented = Uint8Array.from([...typed, 0, (length & 0x7f) | 0x80, length >> 7, ...head, ...docs]);
    const preparation = await preparer.prepare(documented, { maxMemoryMb: 64 }, never);
    if (!preparation.ok) throw new Error(preparation.error.message);
    expect(preparation.value.facts.usedImports).toEqual(['wasi:random/random@0.2.3']);
    expect(preparation.value.facts.docs).toEqual(new Map([['text#go', 'Goes.']]));
  });

  it.each<[string, () => Promise<Uint8Array>, string, string]>([
    ['text', async () => new TextEncoder().encode('hello'), 'KAMI_COMPONENT_INVALID', 'not WebAssembly'],
    [
      'a truncated component',
      async () => (await buildAdder()).subarray(0, 100),
      'KAMI_COMPONENT_INVALID',
      'truncated',
    ],
    [
      'an unknown import',
      () => buildWorld('import kami:host/teleport@0.1.0; export a: func();'),
      'KAMI_IMPORT_UNKNOWN',
      'kami:host/teleport',
    ],
    [
      'a resource',
      () => buildWorld('export i: interface { resource r; make: func() -> r; }'),
      'KAMI_TYPE_UNSUPPORTED',
      'i#make',
    ],
    ['too large a memory', () => buildAdder('2000'), 'KAMI_COMPONENT_INVALID', '125 MiB'],
    [
      'a table bomb',
      () => buildAdder('1', '(table 200000 funcref)'),
      'KAMI_COMPONENT_INVALID',
      'over 100000 entries',
    ],
    [
      'a struct type',
      () => buildAdder('1', '(type (struct))'),
      'KAMI_COMPONENT_INVALID',
      'garbage-collected',
    ],
  ])('refuses %s', async (_what, build, code, message) => {
    const preparation = await preparer.prepare(await build(), { maxMemoryMb: 64 }, never);
    expect(preparation).toMatchObject({ ok: false, error: { code } });
    expect(preparation.ok ? '' : preparation.error.message).toContain(message);
  });

  it('ends at the deadline', async () => {
    const hasty = createPreparer({ prepareEntry, deadlineMs: 1 });
    const preparation = await hasty.prepare(await buildAdder(), { maxMemoryMb: 64 }, never);
    expect(preparation).toMatchObject({ ok: false, error: { code: 'KAMI_COMPONENT_INVALID' } });
    expect(preparation.ok ? '' : preparation.error.message).toContain('took longer than');
  });

  it('ends when it is cancelled, before or during the work', async () => {
    const controller = new AbortController();
    const running = preparer.prepare(await buildAdder(), { maxMemoryMb: 64 }, controller.signal);
    controller.abort();
    expect(await running).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    const late = preparer.prepare(await buildAdder(), { maxMemoryMb: 64 }, controller.signal);
    expect(await late).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
  });
});

describe('compiled code', () => {
  it('made by the prepare process is taken by an executor', async () => {
    const file = await prepared(await buildAdder());
    const finished = await preparer.finish(file, [{ tool: 'add' }], [{ tool: 'add', input: {} }], never);
    if (!finished.ok) throw new Error(finished.error.message);
    await using executor = startExecutor(await bundleExecutor());
    expect(await executor.next()).toMatchObject({ kind: 'ready' });
    executor.send('load', 0, LOAD, finished.value);
    expect(await executor.next()).toMatchObject({ kind: 'loaded' });
    executor.pipe.end();
    await executor.exited();
    expect(executor.errorOutput()).toBe('');
  });
});

describe('finish', () => {
  it('puts tools and validators into a prepared form', async () => {
    const signature = { name: 'add', params: [{ name: 'a', type: { kind: 'u32' as const } }] };
    const input = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    const file = await prepared(await buildAdder());
    const finished = await preparer.finish(
      file,
      [{ tool: 'add', signature }],
      [{ tool: 'add', input }],
      never,
    );
    const form = finished.ok ? decodePreparedForm(finished.value) : finished;
    if (!form.ok) throw new Error('not finished');
    expect(form.value.tools).toEqual([{ tool: 'add', signature }]);
    const validators = runInNewContext(form.value.validators) as Record<
      string,
      { input: (value: unknown) => unknown }
    >;
    expect(validators['add']?.input({ a: 'x' })).toEqual([
      { path: '/a', message: 'expected integer, found string' },
    ]);
    expect(finished.ok && runPrepared(finished.value)['add']?.(1, 1)).toBe(2);
  });

  it('refuses a schema that is none', async () => {
    const file = await prepared(await buildAdder());
    const finished = await preparer.finish(file, [], [{ tool: 'add', input: { type: 'banana' } }], never);
    expect(finished).toMatchObject({ ok: false, error: { code: 'KAMI_COMPONENT_INVALID' } });
  });
});
