import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestNode, type PositionNode } from '../../src/manifest/position-tree.ts';
import { scanPositions } from '../../src/manifest/scan-positions.ts';
import { parseToml } from '../../src/manifest/toml-document.ts';

/** Every key and index below a node, as a plain value, to compare with what a parser read. */
function shape(node: PositionNode): unknown {
  if (node.children.size === 0) return null;
  return Object.fromEntries([...node.children].map(([key, child]) => [String(key), shape(child)]));
}

function shapeOfValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return null;
  const entries = Object.entries(value);
  return entries.length === 0
    ? null
    : Object.fromEntries(entries.map(([key, child]) => [key, shapeOfValue(child)]));
}

const bare = fc.stringMatching(/^[a-c]{1,2}$/);
const key = fc.oneof(
  bare,
  bare.map((text) => `"${text} ]=#."`),
  bare.map((text) => `'${text}"'`),
  bare.map((text) => `"\\u0041\\"${text}"`),
);
const scalar = fc.constantFrom(
  '1',
  '"a # ] } \\" , ="',
  "'\\'",
  '"""\na""b\\"""" c"""',
  "'''\n it's '' '''''",
  '1979-05-27 07:32:00Z',
  'inf',
  'true',
  '"""x"""""',
);
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[ # ]\n${items.join(' ,\n')} ]`),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 3, selector: ([name]) => name })
      .map((pairs) => `{ ${pairs.map(([name, item]) => `${name} = ${item}`).join(', ')} }`),
  ),
})).value;
const line = fc.oneof(
  fc
    .tuple(fc.array(key, { minLength: 1, maxLength: 2 }), value)
    .map(([keys, item]) => `${keys.join(' . ')} = ${item} # "`),
  fc
    .tuple(fc.array(key, { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([keys, twice]) => (twice ? `[[ ${keys.join('.')} ]]` : `[${keys.join(' . ')}]`)),
);

describe('scanPositions', () => {
  it('finds exactly the keys that the parser reads', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.join(end);
        const read = parseToml(text);
        fc.pre(read.ok);
        compared += 1;
        expect(shape(scanPositions(text))).toEqual(read.ok ? shapeOfValue(read.value) : undefined);
      }),
      { numRuns: 500 },
    );
    expect(compared).toBe(500);
  });

  it('points at keys and values', () => {
    const text = 'a.b = 1\n[[t]]\nx = [1,\n  { y = "z" }]\n[[t]]\nx = 2';
    const root = scanPositions(text);
    expect(text.slice(nearestNode(root, ['a', 'b']).valueAt)).toMatch(/^1\n/);
    expect(text.slice(nearestNode(root, ['t', 0, 'x', 1, 'y']).valueAt)).toMatch(/^"z"/);
    expect(text.slice(nearestNode(root, ['t', 1, 'x']).keyAt)).toBe('x = 2');
    expect(text.slice(nearestNode(root, ['t', 1, 'missing']).keyAt)).toBe('[[t]]\nx = 2');
  });
});
