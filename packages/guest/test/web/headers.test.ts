import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Headers } from '../../src/web/headers.ts';

describe('Headers', () => {
  it('is sorted by name, with each cookie apart', () => {
    const headers = new Headers({ Vary: ' a ', Accept: 'x' });
    headers.append('vary', 'b');
    headers.append('Set-Cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    const entries = [
      ['accept', 'x'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['vary', 'a, b'],
    ];
    expect([...headers]).toEqual(entries);
    expect([...headers.keys()]).toEqual(entries.map(([name]) => name));
    expect([...headers.values()]).toEqual(entries.map(([, value]) => value));
    const visited: unknown[] = [];
    headers.forEach((value, name, of) => visited.push([name, value, of === headers]));
    expect(visited).toEqual(entries.map(([name, value]) => [name, value, true]));
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('set-cookie')).toBe('a=1, b=2');
  });

  it('agrees with the standard as Node has it', () => {
    const field = fc.tuple(
      fc.oneof(fc.constantFrom('a', 'A', 'set-cookie', 'Set-Cookie', '', 'b c'), fc.string({ maxLength: 3 })),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const attempt = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return error instanceof TypeError ? 'TypeError' : error;
      }
    };
    fc.assert(
      fc.property(fc.array(field, { maxLength: 4 }), (fields) => {
        const ours = attempt(() => [...new Headers(fields)]);
        expect(ours).toEqual(attempt(() => [...new globalThis.Headers(fields)]));
      }),
    );
  });
});
