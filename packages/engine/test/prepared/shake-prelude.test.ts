import { describe, expect, it } from 'vitest';

import { editCalls } from '../../src/prepared/edit-calls.ts';
import { shakePrelude } from '../../src/prepared/shake-prelude.ts';

const PRELUDE = `
  const a = 1; // b
  function b(x = { c: a }) { return x; }
  class C { d() { return e; } }
  let e = [b];
  async function unused() {}
`;

describe('shakePrelude', () => {
  it('keeps what is needed, through others too, in order', () => {
    expect(shakePrelude(PRELUDE, 'new C()', {})).toEqual({
      ok: true,
      value: [
        { name: 'a', text: 'const a = 1;' },
        { name: 'b', text: 'function b(x = { c: a }) { return x; }' },
        { name: 'C', text: 'class C { d() { return e; } }' },
        { name: 'e', text: 'let e = [b];' },
      ],
    });
  });

  it('puts replacements in place of what they replace, with what they need', () => {
    const replacements = {
      b: 'function b() { return own; }',
      own: 'const own = 2;',
      other: 'const other = 3;',
    };
    expect(shakePrelude(PRELUDE, 'b()', replacements)).toEqual({
      ok: true,
      value: [
        { name: 'b', text: 'function b() { return own; }' },
        { name: 'own', text: 'const own = 2;' },
      ],
    });
  });

  it.each(['if (a) {}', 'const a', 'const { a } = b;', 'a();'])('refuses %s', (statement) => {
    expect(shakePrelude(statement, '', {}).ok).toBe(false);
  });
});

describe('editCalls', () => {
  it('edits every call, inner ones first, and nothing that only ends alike', () => {
    expect(editCalls('f(a, f(b)) + other.f(c) + gf(d) + "f"', 'f', (args) => `[${args}]`)).toEqual({
      ok: true,
      value: '[a, [b]] + other.f(c) + gf(d) + "f"',
    });
  });

  it('refuses a call that is not as expected', () => {
    expect(editCalls('f(1); f(2)', 'f', (args) => (args === '1' ? '' : undefined)).ok).toBe(false);
    expect(editCalls('f(', 'f', () => '').ok).toBe(false);
  });
});
