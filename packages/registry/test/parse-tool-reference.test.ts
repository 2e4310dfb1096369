import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseToolReference } from '@kami/registry';

describe('parseToolReference', () => {
  it.each([
    ['notes', { nameOrId: 'notes' }],
    ['dev.example.notes', { nameOrId: 'dev.example.notes' }],
    ['notes@1.2.3', { nameOrId: 'notes', version: '1.2.3' }],
    ['dev.example.notes@1.2.3-rc.1', { nameOrId: 'dev.example.notes', version: '1.2.3-rc.1' }],
  ])('reads %s', (text, value) => expect(parseToolReference(text)).toEqual({ ok: true, value }));

  it.each(['', '@', '@1.0.0', 'notes@', 'notes@1', 'Notes', '../x', 'a b', 'notes@1.0.0@2.0.0', '__proto__'])(
    'refuses "%s"',
    (text) => {
      expect(parseToolReference(text)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
    },
  );

  it('never throws, and what it reads is the text again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseToolReference(text);
        if (read.ok)
          expect(
            [read.value.nameOrId, read.value.version].filter((part) => part !== undefined).join('@'),
          ).toBe(text);
      }),
    );
  });
});
