import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveManifest } from '@kami/registry';

const codeUnits = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units));

describe('deriveManifest', () => {
  it('asks for nothing', () => {
    expect(deriveManifest('My_Tool')).toMatchObject({
      ok: true,
      value: {
        id: 'local.my-tool',
        name: 'my-tool',
        version: '0.0.0',
        wasm: 'My_Tool.wasm',
        tools: [],
        security: { net: [], fsAccess: 'none', env: [], secrets: [] },
      },
    });
  });

  it('gives a valid name or an error for every file name', () => {
    fc.assert(
      fc.property(fc.oneof(codeUnits, fc.string({ minLength: 40, maxLength: 80 })), (stem) => {
        const derived = deriveManifest(stem);
        if (derived.ok) expect(derived.value.name).toMatch(/^[a-z][a-z0-9-]{0,47}$/);
        else expect(stem.toLowerCase()).not.toMatch(/[a-z]/);
      }),
    );
  });
});
