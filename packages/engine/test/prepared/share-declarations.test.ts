import { describe, expect, it } from 'vitest';
import { shareDeclarations } from '../../src/prepared/share-declarations.ts';

/** Names that are shared, and names that each instance has for itself. */
function parted(declarations: Readonly<Record<string, string>>, glue = ''): readonly (readonly string[])[] {
  const { shared, own } = shareDeclarations(
    Object.entries(declarations).map(([name, text]) => ({ name, text })),
    glue,
  );
  return [shared, own].map((list) => list.map(({ name }) => name));
}

describe('shareDeclarations', () => {
  it('shares functions and classes without state, and known constants', () => {
    expect(
      parted({
        T_FLAG: 'const T_FLAG = 1 << 30;',
        pure: 'function pure(x) { return x | T_FLAG; }',
        Pair: 'class Pair { #a = pure(1); get a() { return this.#a; } }',
      }),
    ).toEqual([['T_FLAG', 'pure', 'Pair'], []]);
  });

  it('leaves to each instance what holds state, and all that names it, directly or through others', () => {
    expect(
      parted({
        uses: 'function uses() { return adds(); }',
        count: 'let count = 0;',
        adds: 'function adds() { return ++count; }',
        TABLE: 'const TABLE = [];',
        Named: 'class Named { table = TABLE; }',
        Counted: 'class Counted { static made = 0; }',
        pure: 'function pure() { return 1; }',
      }),
    ).toEqual([['pure'], ['uses', 'count', 'adds', 'TABLE', 'Named', 'Counted']]);
  });

  it('leaves to each instance what has properties of its own', () => {
    const declarations = {
      keeps: 'function keeps(x) { keeps.last = x; }',
      other: "function other() { Named['last'] = 1; }",
      Named: 'class Named {}',
    };
    expect(parted(declarations)).toEqual([[], ['keeps', 'other', 'Named']]);
  });

  it.each(['f.last = 1', 'f?.last', 'f ["last"] = 1', 'Object.assign(f, { last: 1 })'])(
    'leaves to each instance what the glue uses as %s',
    (use) => {
      const declarations = { f: 'function f() {}', calls: 'function calls() { f(); }' };
      expect(parted(declarations, `f(); ${use};`)).toEqual([[], ['f', 'calls']]);
      expect(parted(declarations, 'f(); calls();')).toEqual([['f', 'calls'], []]);
    },
  );

  it('leaves to each instance constants that are written otherwise', () => {
    const declarations = {
      T_FLAG: 'const T_FLAG = [];',
      HOST_TASK: 'const HOST_TASK = { resolve() {} };',
    };
    expect(parted(declarations)).toEqual([[], ['T_FLAG', 'HOST_TASK']]);
  });

  it.each(['getCoreModule', 'imports', 'instantiateCore'])(
    'leaves to each instance what names %s',
    (name) => {
      expect(parted({ f: `function f() { return ${name}; }` })).toEqual([[], ['f']]);
    },
  );

  it('leaves asynchronous functions and generators where they are', () => {
    expect(parted({ f: 'async function f() {}', g: 'function* g() {}' })).toEqual([[], ['f', 'g']]);
  });
});
