import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeComponent } from '@kami/engine';

import { component, coreModule, leb, name, nestedComponents, section, vector } from '../binary.ts';
import { buildWorld } from '../build-component.ts';

const TYPED = await buildWorld(`
  interface text {
    use kami:tool/types@0.1.7.{block};
    record point { x-axis: s32, label: option<string> }
    variant shape { block(block), circle(f64), named(string), none }
    enum color { red, green }
    flags style { bold, italic }
    describe-shape: func(s: shape, at: list<point>) -> result<tuple<color, style>, string>;
  }
  world w {
    import wasi:random/random@0.2.3;
    export text;
    export add: func(a: u8, b: s64) -> u64;
    export nothing: func();
  }
`);

function messageOf(bytes: Uint8Array): string {
  const decoded = decodeComponent(bytes);
  if (decoded.ok) return '';
  expect(decoded.error.code).toBe('KAMI_COMPONENT_INVALID');
  return decoded.error.message;
}

describe('decodeComponent', () => {
  it('gives imports, and tells types from capabilities', () => {
    const decoded = decodeComponent(TYPED);
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        imports: [
          { name: 'wasi:random/random@0.2.3', kind: 'instance', isUsed: true },
          { name: 'kami:tool/types@0.1.7', kind: 'instance', isUsed: false },
        ],
        exportedInterfaces: ['test:component/text@1.0.0'],
      },
    });
  });

  it('gives signatures with resolved and named types', () => {
    const decoded = decodeComponent(TYPED);
    if (!decoded.ok) throw new Error(decoded.error.message);
    const point = {
      kind: 'record',
      name: 'point',
      fields: [
        { name: 'x-axis', type: { kind: 's32' } },
        { name: 'label', type: { kind: 'option', element: { kind: 'string' } } },
      ],
    };
    const block = { kind: 'record', name: 'block', fields: [{ name: 'text', type: { kind: 'string' } }] };
    const shape = {
      kind: 'variant',
      name: 'shape',
      cases: [
        { name: 'block', type: block },
        { name: 'circle', type: { kind: 'f64' } },
        { name: 'named', type: { kind: 'string' } },
        { name: 'none' },
      ],
    };
    const color = { kind: 'enum', name: 'color', names: ['red', 'green'] };
    const style = { kind: 'flags', name: 'style', names: ['bold', 'italic'] };
    expect(decoded.value.functions).toEqual(
      expect.arrayContaining([
        {
          isAsync: false,
          signature: {
            name: 'add',
            params: [
              { name: 'a', type: { kind: 'u8' } },
              { name: 'b', type: { kind: 's64' } },
            ],
            result: { kind: 'u64' },
          },
        },
        { isAsync: false, signature: { name: 'nothing', params: [] } },
        {
          isAsync: false,
          signature: {
            interfaceName: 'test:component/text@1.0.0',
            name: 'describe-shape',
            params: [
              { name: 's', type: shape },
              { name: 'at', type: { kind: 'list', element: point } },
            ],
            result: {
              kind: 'result',
              ok: { kind: 'tuple', elements: [color, style] },
              err: { kind: 'string' },
            },
          },
        },
      ]),
    );
    expect(decoded.value.functions).toHaveLength(3);
  });

  it('gives the ranges of core modules', () => {
    const decoded = decodeComponent(TYPED);
    const modules = decoded.ok ? decoded.value.coreModules : [];
    expect(modules.length).toBeGreaterThan(0);
    for (const { start } of modules)
      expect([...TYPED.subarray(start, start + 4)]).toEqual([0, 0x61, 0x73, 0x6d]);
    expect(modules.every(({ start, end }) => start < end && end <= TYPED.length)).toBe(true);
  });

  it('reads documentation and says where it stands', () => {
    const docs = [
      1,
      ...new TextEncoder().encode(
        JSON.stringify({
          worlds: { w: { func_exports: { add: { docs: ' Adds. ' }, nothing: 'Does nothing.' } } },
          interfaces: { text: { funcs: { 'describe-shape': { docs: 'Describes.' } } } },
        }),
      ),
    ];
    const custom = section(0, [...name('package-docs'), ...docs]);
    const decoded = decodeComponent(Uint8Array.from([...TYPED, ...custom]));
    if (!decoded.ok) throw new Error(decoded.error.message);
    expect(decoded.value.docs).toEqual(
      new Map([
        ['add', 'Adds.'],
        ['nothing', 'Does nothing.'],
        ['test:component/text@1.0.0#describe-shape', 'Describes.'],
      ]),
    );
    expect(decoded.value.docsSections).toEqual([{ start: TYPED.length, end: TYPED.length + custom.length }]);
  });

  it.each([
    ['nothing at all', new Uint8Array(), 'The component is empty: its file has no bytes.'],
    ['text', new TextEncoder().encode('hello world'), 'not WebAssembly'],
    ['a cut-off preamble', Uint8Array.of(0, 0x61, 0x73), 'truncated'],
    ['a core module', coreModule(), 'core module'],
    ['another layer', Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0e, 0, 1, 0), 'unknown form'],
    ['a cut-off component', TYPED.subarray(0, 200), 'truncated'],
    ['an unknown section', component(section(99, [])), 'section 99'],
    ['bytes left over in a section', component(section(7, [...vector([]), 0])), 'left over'],
    [
      'a name twice',
      component(
        section(7, vector([[0x42, 0]])),
        section(
          10,
          vector([
            [0, ...name('a'), 5, 0],
            [0, ...name('a'), 5, 0],
          ]),
        ),
      ),
      'twice',
    ],
    ['a type of its own', component(section(7, vector([[0x70, 0]]))), 'type 0'],
    [
      'a handle to no resource',
      component(
        section(
          7,
          vector([
            [0x70, 0x7f],
            [0x69, 0],
          ]),
        ),
      ),
      'no resource',
    ],
    ['an asynchronous built-in', component(section(8, vector([[0x0a]]))), 'asynchronous'],
    ['an alias of what is not there', component(section(6, vector([[3, 2, 7, 0]]))), 'refers to nothing'],
  ])('refuses %s', (_what, bytes, message) => {
    expect(messageOf(bytes)).toContain(message);
  });

  it('names the way out for a core module', () => {
    const decoded = decodeComponent(coreModule());
    expect(decoded.ok ? '' : decoded.error.hint).toContain('jco new');
  });
});

describe('decodeComponent against bombs', () => {
  it('refuses a million types', () => {
    const bytes = component(
      section(7, [...leb(1_000_000), ...Array.from({ length: 1_000_000 }, () => 0x7f)]),
    );
    expect(messageOf(bytes)).toContain('too many parts');
  });

  it('refuses a vector that claims more than is there', () => {
    expect(messageOf(component(section(7, [...leb(0xffff_ffff), 0x7f])))).toContain(
      'longer than its section',
    );
  });

  it('refuses deep nesting and takes what is less deep', () => {
    expect(messageOf(nestedComponents(200))).toContain('nested over');
    expect(messageOf(nestedComponents(10))).toBe('');
  });

  it('refuses types that double with each line', () => {
    const lines = Array.from({ length: 60 }, (_, i) => [0x6f, ...vector([leb(i), leb(i)])]);
    expect(messageOf(component(section(7, vector([[0x70, 0x7f], ...lines]))))).toContain('over 10000 parts');
  });

  it('refuses a chain of types that is too deep', () => {
    const lines = Array.from({ length: 100 }, (_, i) => [0x70, ...leb(i)]);
    expect(messageOf(component(section(7, vector([[0x70, 0x7f], ...lines]))))).toContain('deep');
  });

  it('refuses one large instance under many names', () => {
    const exports = Array.from({ length: 500 }, (_, i) => [4, 0, ...name(`f${i}`), 1, 0]);
    const declarations = [[1, 0x40, 0, 1, 0], ...exports];
    const imported = [0, ...name('a:b/c'), 5, 0];
    const names = Array.from({ length: 50 }, (_, i) => [0, ...name(`e${i}`), 5, 0, 0]);
    const bytes = component(
      section(7, vector([[0x42, ...vector(declarations)]])),
      section(10, vector([imported])),
      section(11, vector(names)),
    );
    expect(messageOf(bytes)).toContain('over 1000 functions');
  });

  it('never throws on truncated or changed components', () => {
    fc.assert(
      fc.property(
        fc.nat(TYPED.length),
        fc.array(fc.tuple(fc.nat(TYPED.length - 1), fc.nat(255)), { maxLength: 8 }),
        (end, flips) => {
          const bytes = TYPED.slice(0, end);
          for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
          const decoded = decodeComponent(bytes);
          return decoded.ok || decoded.error.code === 'KAMI_COMPONENT_INVALID';
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never throws on arbitrary sections', () => {
    const anySection = fc.tuple(
      fc.constantFrom(0, 1, 4, 5, 6, 7, 8, 10, 11),
      fc.array(fc.nat(255), { maxLength: 64 }),
    );
    fc.assert(
      fc.property(fc.array(anySection, { maxLength: 6 }), (parts) => {
        const decoded = decodeComponent(component(...parts.map(([id, content]) => section(id, content))));
        return decoded.ok || decoded.error.code === 'KAMI_COMPONENT_INVALID';
      }),
      { numRuns: 2000 },
    );
  });
});
