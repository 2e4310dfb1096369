import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

vi.mock('../../../src/host/random.ts', () => ({ randomBytes: (count: number) => new Uint8Array(count) }));
vi.mock('../../../src/host/clock.ts', () => ({ wallClockMs: () => 0 }));
const { parseForm } = await import('../../../src/web/body/parse-form.ts');
const { File: OurFile } = await import('../../../src/web/body/blob.ts');

type Value = string | { readonly name: string; readonly type: string; readonly bytes: number[] };

const plain = async (value: File | InstanceType<typeof OurFile> | string): Promise<Value> =>
  typeof value === 'string'
    ? value
    : { name: value.name, type: value.type, bytes: [...(await value.bytes())] };

describe('parseForm', () => {
  it('reads what another implementation wrote', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 8 })
      .map((given) => given.replaceAll(/[\r\n]/gu, ' '));
    const file = fc.uint8Array({ maxLength: 40 });
    const fields = fc.array(fc.tuple(text, fc.oneof(text, file)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const form = new FormData();
        for (const [name, value] of given)
          if (typeof value === 'string') form.append(name, value);
          else form.append(name, new File([value], `${name}.x`, { type: 'x/y' }));
        const sent = new Response(form);
        const type = sent.headers.get('content-type') ?? '';
        const read = [...parseForm(new Uint8Array(await sent.arrayBuffer()), type)];
        const seen = await Promise.all(read.map(async ([name, value]) => [name, await plain(value)]));
        const expected = await Promise.all(
          [...form].map(async ([name, value]) => [name, await plain(value)]),
        );
        expect(seen).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('fails with a TypeError for whatever is no form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(() => parseForm(bytes, 'multipart/form-data; boundary=zz')).toThrow(TypeError);
      }),
    );
    expect(() => parseForm(new Uint8Array(), 'text/plain')).toThrow(TypeError);
    expect(() => parseForm(new Uint8Array(), 'multipart/form-data')).toThrow(TypeError);
  });
});
