import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FIELDS } from '../../../src/executor/budgets.ts';
import {
  bytesOfLatin1,
  isFieldName,
  isFieldValue,
  latin1OfBytes,
} from '../../../src/executor/wasi/http/field-syntax.ts';
import { Fields } from '../../../src/executor/wasi/http/fields.ts';
import { createTestGuest } from '../test-guest.ts';

const bytes = (text: string): Uint8Array => bytesOfLatin1(text);
const empty = (): Fields => new Fields(createTestGuest().guest);

describe('Fields', () => {
  it('compares names without case and keeps the order', () => {
    const fields = empty();
    fields.append('Accept', bytes('a'));
    fields.append('x-one', bytes('1'));
    fields.append('accept', bytes('b'));
    expect(fields.get('ACCEPT').map(latin1OfBytes)).toEqual(['a', 'b']);
    fields.set('Accept', [bytes('c')]);
    expect(fields.toWire()).toEqual([
      ['x-one', '1'],
      ['Accept', 'c'],
    ]);
    fields.delete('X-One');
    expect([fields.has('x-one'), fields.has('accept')]).toEqual([false, true]);
  });

  it('refuses fields of the connection, malformed ones and too many', () => {
    const fields = empty();
    expect(fields.append('Host', bytes('a'))).toEqual({ tag: 'err', val: { tag: 'forbidden' } });
    expect(fields.append('a b', bytes('a'))).toEqual({ tag: 'err', val: { tag: 'invalid-syntax' } });
    expect(fields.append('a', bytes('x\r\ny: z'))).toEqual({ tag: 'err', val: { tag: 'invalid-syntax' } });
    for (let i = 0; i < MAX_FIELDS; i++) expect(fields.append('a', bytes('1')).tag).toBe('ok');
    expect(fields.append('a', bytes('1')).tag).toBe('err');
  });

  it('cannot be changed once it belongs to a message', () => {
    const fields = Fields.immutable(createTestGuest().guest, [['a', 'é']]);
    expect(fields.append('b', bytes('1'))).toEqual({ tag: 'err', val: { tag: 'immutable' } });
    expect(fields.clone().append('b', bytes('1')).tag).toBe('ok');
    expect(fields.get('a')).toEqual([Uint8Array.of(0xe9)]);
  });

  it('parses a list whole or not at all', () => {
    const { guest } = createTestGuest();
    expect(
      Fields.parse(guest, [
        ['a', bytes('1')],
        ['upgrade', bytes('x')],
      ]),
    ).toEqual({ tag: 'err', val: { tag: 'forbidden' } });
    expect(Fields.parse(guest, [['a', bytes('1')]]).tag).toBe('ok');
  });
});

describe('field syntax', () => {
  it('keeps every byte of a value over Latin-1', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        expect(bytesOfLatin1(latin1OfBytes(value))).toEqual(value);
      }),
    );
  });

  it('lets through nothing that could end a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        if (isFieldName(text)) expect(text).toMatch(/^[^\s:]+$/);
        if (isFieldValue(bytesOfLatin1(text))) expect(text).not.toMatch(/[\r\n\0]/);
      }),
    );
  });
});
