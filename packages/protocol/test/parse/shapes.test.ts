import { describe, expect, it } from 'vitest';
import {
  anyJson,
  bool,
  decimalU64,
  either,
  fields,
  finite,
  integer,
  jsonObject,
  list,
  literal,
  oneOf,
  pair,
  parseShape,
  pattern,
  refine,
  tagged,
  text,
  type Shape,
} from '../../src/index.ts';

const point = fields({ x: integer(-5, 5) }, { label: text(4) });
const figure = tagged('kind', {
  dot: fields({ kind: literal('dot'), at: point }),
  line: fields({ kind: literal('line'), points: list(point, 2) }),
});

describe('shapes', () => {
  it.each<[string, Shape<unknown>, unknown, string | undefined]>([
    ['fields', point, { x: 1, label: 'ab' }, undefined],
    ['fields', point, { x: 1, label: undefined }, 'label: expected a string'],
    ['fields', point, { label: 'ab' }, 'x is missing'],
    ['fields', point, Object.create({ x: 1 }), 'x is missing'],
    ['fields', point, { x: 1, y: 2 }, 'unknown key "y"'],
    ['fields', point, JSON.parse('{"x":1,"__proto__":{}}'), 'unknown key "__proto__"'],
    ['fields', point, null, 'expected an object'],
    [
      'tagged',
      figure,
      { kind: 'line', points: [{ x: 1 }, { x: 6 }] },
      'points: [1]: x: expected an integer from -5 to 5',
    ],
    ['tagged', figure, { kind: 'line', points: [{ x: 1 }, { x: 2 }, { x: 3 }] }, 'points: over 2 elements'],
    ['tagged', figure, { kind: 'toString' }, 'unknown kind'],
    ['tagged', figure, Object.create({ kind: 'dot' }), 'unknown kind'],
    ['list', list(bool, 9), { length: 0 }, 'expected an array'],
    ['list', list(bool, 9), Array.from({ length: 1 }), '[0]: expected a boolean'],
    ['pair', pair(bool, bool), [true], 'expected an array of two'],
    ['pair', pair(bool, bool), [true, 1], '[1]: expected a boolean'],
    ['pair', pair(bool, bool), [1, true], '[0]: expected a boolean'],
    ['either', either(bool, literal('end')), 'end', undefined],
    ['either', either(bool, literal('end')), 'ends', 'expected "end"'],
    ['oneOf', oneOf(['a', 'b']), 'c', 'expected one of a, b'],
    ['refine', refine(bool, (value) => (value ? undefined : 'expected true')), false, 'expected true'],
    ['refine', refine(bool, () => 'never'), 1, 'expected a boolean'],
    ['integer', integer(0, 9), '1', 'expected an integer from 0 to 9'],
    ['integer', integer(0, 9), Number.NaN, 'expected an integer from 0 to 9'],
    ['finite', finite(0, 1), Infinity, 'expected a number from 0 to 1'],
    ['finite', finite(0, 1), 0.5, undefined],
    ['text', text(3), 'é', undefined],
    ['text', text(3), 'éé', 'over 3 bytes'],
    ['text', text(3, 1), '', 'expected a string that is not empty'],
    ['text', text(9), '\udc00', 'not well-formed Unicode'],
    ['pattern', pattern(/^a+$/, 3, 'some a'), 'aaaa', 'expected some a'],
    ['decimalU64', decimalU64, '18446744073709551615', undefined],
    [
      'decimalU64',
      decimalU64,
      '18446744073709551616',
      'expected an unsigned 64-bit integer as a decimal string',
    ],
    ['decimalU64', decimalU64, 1, 'expected an unsigned 64-bit integer as a decimal string'],
    ['jsonObject', jsonObject, [], 'expected an object'],
    ['anyJson', anyJson, [1], undefined],
  ])('%s: %j', (_what, shape, value, problem) => {
    expect(parseShape(shape, value)).toEqual(
      problem === undefined ? { ok: true, value } : { ok: false, error: problem },
    );
  });
});
