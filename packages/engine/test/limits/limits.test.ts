import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  inspectCoreModule,
  limitCoreModule,
  MAX_MEMORIES,
  MAX_TABLE_ELEMENTS,
  MAX_TABLES,
  planMemory,
  type CoreModule,
  type CountedModule,
} from '@kami/engine';

import { coreModule, leb, name, section, vector } from '../binary.ts';

/** The part of the WebAssembly JavaScript Interface that these tests use. */
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => {
    readonly exports: Readonly<Record<string, { grow: (by: number) => number }>>;
  };
};

function memory(minimum: number, maximum?: number): number[] {
  return maximum === undefined ? [0, ...leb(minimum)] : [1, ...leb(minimum), ...leb(maximum)];
}

function inspect(bytes: Uint8Array): CoreModule {
  const module = inspectCoreModule(bytes);
  if (!module.ok) throw new Error(module.error.message);
  return module.value;
}

function counted(instances: number, ...memories: { minimum: number; maximum?: number }[]): CountedModule {
  return { module: { memories, tables: [] }, instances };
}

describe('inspectCoreModule', () => {
  it('gives memories and tables', () => {
    const bytes = coreModule(
      section(4, vector([[0x70, ...memory(3)]])),
      section(5, vector([memory(1), memory(2, 9)])),
    );
    expect(inspect(bytes)).toMatchObject({
      memories: [{ minimum: 1 }, { minimum: 2, maximum: 9 }],
      tables: [{ minimum: 3 }],
    });
  });

  it.each([
    ['a shared memory', section(5, vector([[3, 1, 2]])), 'shared memory'],
    ['a 64-bit memory', section(5, vector([[4, 1]])), '64-bit memory'],
    ['pages of another size', section(5, vector([[8, 1, 0]])), 'pages of its own size'],
    [
      'a shared memory that is imported',
      section(2, vector([[...name('a'), ...name('b'), 2, 3, 1, 2]])),
      'shared memory',
    ],
    ['a 64-bit table', section(4, vector([[0x70, 4, 1]])), '64-bit table'],
    ['a struct type', section(1, vector([[0x5f, 0]])), 'garbage-collected'],
    [
      'an array type after a function type',
      section(
        1,
        vector([
          [0x60, 0, 0],
          [0x5e, 0x7f, 0],
        ]),
      ),
      'garbage-collected',
    ],
    ['a table of i31', section(4, vector([[0x6c, 0, 1]])), 'garbage-collected'],
    ['a section twice', [...section(5, vector([memory(1)])), ...section(5, vector([memory(1)]))], 'twice'],
    ['a cut-off section', [5, 20, 1], 'truncated'],
  ])('refuses %s', (_what, bytes, message) => {
    const module = inspectCoreModule(coreModule(bytes));
    expect(module).toMatchObject({ ok: false, error: { code: 'KAMI_COMPONENT_INVALID' } });
    expect(module.ok ? '' : module.error.message).toContain(message);
  });

  it('takes tags of exceptions', () => {
    expect(
      inspectCoreModule(coreModule(section(1, vector([[0x60, 0, 0]])), section(13, vector([[0, 0]])))).ok,
    ).toBe(true);
  });

  it('never throws', () => {
    const anySection = fc.tuple(fc.constantFrom(1, 2, 4, 5), fc.array(fc.nat(255), { maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(anySection, { maxLength: 4 }), (parts) => {
        inspectCoreModule(coreModule(...parts.map(([id, content]) => section(id, content))));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('limitCoreModule', () => {
  it('writes maxima that V8 enforces', () => {
    const bytes = coreModule(
      section(4, vector([[0x70, 0, 1]])),
      section(5, vector([memory(1)])),
      section(
        7,
        vector([
          [...name('memory'), 2, 0],
          [...name('table'), 1, 0],
        ]),
      ),
    );
    const limited = limitCoreModule(inspect(bytes), [3]);
    const { memory: linear, table } = new WebAssembly.Instance(new WebAssembly.Module(limited)).exports;
    expect(linear?.grow(2)).toBe(1);
    expect(() => linear?.grow(1)).toThrow(RangeError);
    expect(table?.grow(MAX_TABLE_ELEMENTS - 1)).toBe(1);
    expect(() => table?.grow(1)).toThrow(RangeError);
  });

  it('keeps a maximum that is lower', () => {
    const limited = limitCoreModule(inspect(coreModule(section(5, vector([memory(1, 2)])))), [100]);
    expect(inspect(limited).memories).toEqual([{ minimum: 1, maximum: 2 }]);
  });

  it('lowers a maximum that is higher', () => {
    const bytes = coreModule(
      section(4, vector([[0x70, ...memory(1, 4_000_000)]])),
      section(5, vector([memory(1, 65_536)])),
    );
    expect(inspect(limitCoreModule(inspect(bytes), [100]))).toMatchObject({
      memories: [{ minimum: 1, maximum: 100 }],
      tables: [{ minimum: 1, maximum: MAX_TABLE_ELEMENTS }],
    });
  });

  it('keeps what fills a table', () => {
    const bytes = coreModule(
      section(
        4,
        vector([
          [0x40, 0, 0x70, 0, 2, 0xd0, 0x70, 0x0b],
          [0x6f, 0, ...leb(200)],
        ]),
      ),
    );
    const limited = limitCoreModule(inspect(bytes), []);
    expect(WebAssembly.validate(limited)).toBe(true);
    expect(inspect(limited).tables.map(({ maximum }) => maximum)).toEqual([
      MAX_TABLE_ELEMENTS,
      MAX_TABLE_ELEMENTS,
    ]);
  });

  it('changes nothing in a module without memories and tables', () => {
    const bytes = coreModule(section(1, vector([[0x60, 0, 0]])), section(0, name('notes')));
    expect(limitCoreModule(inspect(bytes), [])).toEqual(bytes);
  });
});

describe('planMemory', () => {
  it('gives the largest memory what the others leave', () => {
    expect(
      planMemory([counted(1, { minimum: 20 }, { minimum: 1 }), counted(1, { minimum: 2, maximum: 4 })], 1024),
    ).toEqual({
      ok: true,
      value: [[1024 - 17 - 4, 17], [4]],
    });
  });

  it('gives the others no growth when there is no room for it', () => {
    expect(planMemory([counted(1, { minimum: 20 }, { minimum: 5 })], 26)).toEqual({
      ok: true,
      value: [[21, 5]],
    });
  });

  it('counts every instance of a module', () => {
    expect(planMemory([counted(4, { minimum: 10 })], 100)).toEqual({ ok: true, value: [[25]] });
    expect(planMemory([counted(4, { minimum: 30 })], 100)).toMatchObject({ ok: false });
  });

  it('says how much memory is needed', () => {
    const plan = planMemory([counted(1, { minimum: 100 })], 16);
    expect(plan).toMatchObject({
      ok: false,
      error: { code: 'KAMI_COMPONENT_INVALID', data: { neededMb: 7 } },
    });
    expect(plan.ok ? '' : plan.error.hint).toContain('max_memory_mb to 7');
  });

  it('bounds the number of memories and tables, and the size of tables', () => {
    expect(planMemory([counted(MAX_MEMORIES + 1, { minimum: 0 })], 1024).ok).toBe(false);
    const table = { minimum: 1, head: new Uint8Array(), initializer: new Uint8Array() };
    expect(
      planMemory([{ module: { memories: [], tables: [table] }, instances: MAX_TABLES + 1 }], 1024).ok,
    ).toBe(false);
    const large = { ...table, minimum: MAX_TABLE_ELEMENTS + 1 };
    expect(planMemory([{ module: { memories: [], tables: [large] }, instances: 1 }], 1024).ok).toBe(false);
  });

  it('never gives more than there is, less than a minimum or more than a module declares', () => {
    const memories = fc.array(fc.record({ minimum: fc.nat(40), more: fc.option(fc.nat(100)) }), {
      maxLength: 3,
    });
    const modules = fc.array(fc.record({ memories, instances: fc.nat(3) }), { maxLength: 4 });
    fc.assert(
      fc.property(modules, fc.integer({ min: 16, max: 600 }), (given, pages) => {
        const claims = given.map(({ memories: list, instances }) =>
          counted(
            instances,
            ...list.map(({ minimum, more }) =>
              more === null ? { minimum } : { minimum, maximum: minimum + more },
            ),
          ),
        );
        const plan = planMemory(claims, pages);
        if (!plan.ok) return;
        const sum = plan.value.reduce(
          (all, maxima, i) => all + maxima.reduce((a, b) => a + b, 0) * (claims[i]?.instances ?? 0),
          0,
        );
        expect(sum).toBeLessThanOrEqual(pages);
        for (const [i, maxima] of plan.value.entries()) {
          for (const [j, maximum] of maxima.entries()) {
            const declared = claims[i]?.module.memories[j];
            expect(maximum).toBeGreaterThanOrEqual(declared?.minimum ?? 0);
            expect(maximum).toBeLessThanOrEqual(declared?.maximum ?? 65_536);
          }
        }
      }),
    );
  });
});
