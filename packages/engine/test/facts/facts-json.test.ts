import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  examineComponent,
  factsToJson,
  parseFacts,
  parseSignature,
  parseWitType,
  withoutSections,
} from '@kami/engine';
import type { WitType } from '@kami/types';

import { buildWorld } from '../build-component.ts';

const COMPONENT = await buildWorld(`
  import wasi:random/random@0.2.3;
  export text: interface {
    record point { x-axis: s32, label: option<string> }
    variant shape { circle(f64), none }
    enum color { red }
    flags style { bold }
    go: func(s: shape, at: list<point>) -> result<tuple<color, style>>;
    stop: func() -> result<_, string>;
  }
`);

describe('examineComponent', () => {
  it('gives facts', () => {
    const examined = examineComponent(COMPONENT);
    expect(examined).toMatchObject({
      ok: true,
      value: {
        facts: {
          convention: 'typed',
          imports: ['wasi:random/random@0.2.3'],
          usedImports: ['wasi:random/random@0.2.3'],
        },
      },
    });
  });

  it('refuses unknown imports before anything else about the exports', async () => {
    const examined = examineComponent(await buildWorld('import kami:host/teleport@0.1.0;'));
    expect(examined).toMatchObject({ ok: false, error: { code: 'KAMI_IMPORT_UNKNOWN' } });
  });
});

describe('withoutSections', () => {
  it('removes ranges and keeps the rest', () => {
    const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
    expect([
      ...withoutSections(bytes, [
        { start: 1, end: 3 },
        { start: 8, end: 10 },
      ]),
    ]).toEqual([0, 3, 4, 5, 6, 7]);
    expect(withoutSections(bytes, [])).toBe(bytes);
  });
});

describe('parseFacts', () => {
  it('reads back what factsToJson gave, through JSON text', () => {
    const examined = examineComponent(COMPONENT);
    if (!examined.ok) throw new Error(examined.error.message);
    const facts = { ...examined.value.facts, docs: new Map([['text#go', 'Goes.']]) };
    expect(parseFacts(JSON.parse(JSON.stringify(factsToJson(facts))))).toEqual(facts);
  });

  it('gives nothing for other forms', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => parseFacts(value) === undefined));
    const facts = {
      convention: 'typed',
      imports: [],
      usedImports: [],
      features: [],
      functions: [],
      docs: [],
    };
    expect(parseFacts(facts)).toBeDefined();
    for (const key of Object.keys(facts)) expect(parseFacts({ ...facts, [key]: [1] })).toBeUndefined();
  });
});

describe('parseWitType', () => {
  const { type } = fc.letrec<{ type: WitType }>((tie) => ({
    type: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<WitType>(
        { kind: 'u8' },
        { kind: 'string' },
        { kind: 'unsupported', what: 'stream' },
        { kind: 'result' },
      ),
      fc.record({ kind: fc.constantFrom('list' as const, 'option' as const), element: tie('type') }),
      fc.record({ kind: fc.constant('tuple' as const), elements: fc.array(tie('type'), { maxLength: 3 }) }),
      fc.record({
        kind: fc.constant('record' as const),
        fields: fc.array(fc.record({ name: fc.string(), type: tie('type') }), { maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('enum' as const), name: fc.string(), names: fc.array(fc.string()) }),
    ),
  }));

  it('reads back every type', () => {
    fc.assert(
      fc.property(type, (value) => {
        expect(parseWitType(JSON.parse(JSON.stringify(value)))).toEqual(value);
      }),
    );
  });

  it('gives nothing for what is nested too deep', () => {
    let deep: unknown = { kind: 'u8' };
    for (let i = 0; i < 100; i++) deep = { kind: 'option', element: deep };
    expect(parseWitType(deep)).toBeUndefined();
  });

  it('gives nothing for other forms', () => {
    for (const value of [
      null,
      1,
      {},
      { kind: 'list' },
      { kind: 'record', fields: [{}] },
      { kind: 'result', ok: 1 },
      { kind: 'what' },
    ]) {
      expect(parseWitType(value)).toBeUndefined();
      expect(parseSignature({ name: 'f', params: [{ name: 'p', type: value }] })).toBeUndefined();
    }
  });
});
