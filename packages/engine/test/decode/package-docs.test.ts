import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePackageDocs } from '../../src/decode/package-docs.ts';

function section(version: number, json: unknown): Uint8Array {
  return Uint8Array.from([version, ...new TextEncoder().encode(JSON.stringify(json))]);
}

describe('parsePackageDocs', () => {
  const docs = {
    worlds: { w: { func_exports: { go: { docs: 'Goes.' }, stop: { docs: '  ' }, hop: { stability: 1 } } } },
  };

  it('keeps what is there and not blank, in both versions', () => {
    expect(parsePackageDocs(section(0, docs), [])).toEqual(new Map([['go', 'Goes.']]));
    expect(parsePackageDocs(section(1, docs), [])).toEqual(new Map([['go', 'Goes.']]));
  });

  it('gives nothing for other versions and for what is no JSON', () => {
    expect(parsePackageDocs(section(2, docs), []).size).toBe(0);
    expect(parsePackageDocs(Uint8Array.of(1, 0xff, 0xfe), []).size).toBe(0);
  });

  it('cuts long texts', () => {
    const long = { worlds: { w: { func_exports: { go: 'x'.repeat(100_000) } } } };
    expect(parsePackageDocs(section(1, long), []).get('go')).toHaveLength(4096);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1), fc.jsonValue(), (version, json) => {
        const shapes = [
          json,
          { worlds: json, interfaces: json },
          { worlds: { w: { func_exports: json } }, interfaces: { i: { funcs: json } } },
        ];
        for (const shape of shapes)
          parsePackageDocs(section(version, shape), ['i', 'a:b/i@1.0.0', '__proto__']);
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => parsePackageDocs(bytes, ['i']) instanceof Map));
  });
});
