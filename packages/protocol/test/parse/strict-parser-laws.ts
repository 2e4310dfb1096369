import fc from 'fast-check';
import type { Result } from '@kami/types';
import { expect } from 'vitest';

type Parser = (header: unknown) => Result<unknown, string>;

function viaJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Checks what holds for every strict parser: total, exact on its own values, and closed to other keys. */
export function expectStrictParser(parse: Parser, valid: fc.Arbitrary<object>): void {
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (value) => void parse(value)));
  fc.assert(
    fc.property(valid, (value) => {
      expect(parse(viaJson(value))).toEqual({ ok: true, value: viaJson(value) });
    }),
  );
  fc.assert(
    fc.property(valid, fc.string(), fc.jsonValue(), (value, key, extra) => {
      fc.pre(
        !(key in value) &&
          key !== '__proto__' &&
          ![
            'message',
            'path',
            'accessed',
            'modified',
            'data',
            'total',
            'uri',
            'untilNanos',
            'exitCode',
          ].includes(key),
      );
      expect(parse({ ...value, [key]: extra }).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(
      valid,
      fc.nat(),
      fc.constantFrom(null, -1, 1.5, [], {}, Number.NaN, '\ud800', true),
      (value, pick, bad) => {
        const keys = Object.keys(value);
        const key = keys[pick % keys.length] ?? '';
        const before: unknown = Reflect.get(value, key);
        fc.pre(typeof before !== typeof bad && !(typeof before === 'object' && typeof bad === 'object'));
        fc.pre(!(typeof before === 'string' && bad === '\ud800'));
        expect(parse({ ...value, [key]: bad }).ok, `${key} = ${JSON.stringify(bad)}`).toBe(false);
      },
    ),
  );
}
