import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadComponent } from '../../../testing/load-component.ts';

interface Component {
  describe(): string;
  call(name: string, json: string): string;
}

const component = await loadComponent<Component>(
  fileURLToPath(new URL('../dist/checksum.wasm', import.meta.url)),
);

function checksum(args: object | string): Record<string, unknown> {
  const json = typeof args === 'string' ? args : JSON.stringify(args);
  return JSON.parse(component.call('checksum', json)) as Record<string, unknown>;
}

describe('checksum', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '00000000', '00000001'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', '352441c2', '024d0127'],
    ['Wikipedia', undefined, 'adaac02e', '11e60398'],
    ['123456789', undefined, 'cbf43926', '091e01de'],
  ])('gives the published values of %j', (data, sha256, crc, adler32) => {
    expect(checksum({ data })).toMatchObject({ ...(sha256 && { sha256 }), crc32: crc, adler32 });
  });

  it('agrees with another implementation on every text and at every block boundary', () => {
    const lengths = fc.integer({ min: 0, max: 200 }).map((length) => 'x'.repeat(length));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), lengths), (data) => {
        const bytes = Buffer.from(data);
        expect(checksum({ data })).toMatchObject({
          bytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          crc32: crc32(bytes).toString(16).padStart(8, '0'),
        });
      }),
    );
  });

  it('reads bytes as hexadecimal digits and as Base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('hex', 'base64', 'base64url' as const), (raw, form) => {
        const encoding = form === 'hex' ? 'hex' : 'base64';
        const bytes = Buffer.from(raw);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        expect(checksum({ data: bytes.toString(form), encoding })).toMatchObject({
          bytes: raw.length,
          sha256,
        });
      }),
    );
  });

  it('names the checksum that matches, in either letter case', () => {
    expect(checksum({ data: 'abc', expected: '352441C2' })['matches']).toBe('crc32');
    expect(checksum({ data: 'abc', expected: '024d0127' })['matches']).toBe('adler32');
    expect(checksum({ data: 'abc', expected: '352441c3' })['matches']).toBeNull();
    expect(checksum({ data: 'abc' })).not.toHaveProperty('matches');
  });

  it('takes JSON in any spelling', () => {
    const plain = checksum({ data: 'é😀"\\/\b\f\n\r\t' });
    expect(checksum(' { "data" :\t"\\u00e9\\ud83d\\uDE00\\"\\\\\\/\\b\\f\\n\\r\\t" }\n')).toEqual(plain);
  });

  it.each([
    ['{"data":"\\ud800"}', 'lone surrogate'],
    ['{"data":1}', 'no string'],
    ['{"date":"x"}', 'beside `data`'],
    ['{}', '`data` is missing'],
    ['{"data":"x"', 'no JSON object'],
    ['[1]', 'no JSON object'],
    ['{"data":"x"} {}', 'follows'],
    ['{"data":"0","encoding":"hex"}', 'hexadecimal'],
    ['{"data":"zz","encoding":"hex"}', 'hexadecimal'],
    ['{"data":"a","encoding":"base64"}', 'Base64'],
    ['{"data":"ab=","encoding":"base64"}', 'Base64'],
    ['{"data":"ab!=","encoding":"base64"}', 'Base64'],
    ['{"data":"x","encoding":"latin1"}', 'none of utf-8'],
  ])('says what is wrong with %s', (json, words) => {
    expect(() => checksum(json)).toThrow(words);
  });

  it('never traps on a text that is no JSON', async () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}":,\\ud8"data expected')) }), (json) => {
        try {
          checksum(json);
        } catch (error) {
          expect(String(error)).not.toContain('trap');
        }
      }),
    );
  });

  it('describes itself with the schemas of its answers', () => {
    const described = JSON.parse(component.describe()) as {
      tools: [{ outputSchema: { properties: object; required: string[] } }];
    };
    const { properties, required } = described.tools[0].outputSchema;
    const answer = checksum({ data: '', expected: '' });
    expect(Object.keys(properties)).toEqual(Object.keys(answer));
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(required));
  });
});
