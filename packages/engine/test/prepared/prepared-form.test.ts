import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodePreparedForm, encodePreparedForm, type PreparedForm } from '@kami/engine';

const FORM: PreparedForm = {
  engine: 'test',
  convention: 'typed',
  tools: [{ tool: 'add', signature: { name: 'add', params: [{ name: 'a', type: { kind: 'u8' } }] } }],
  modules: [
    { name: 'tool.core.wasm', bytes: Uint8Array.of(1, 2, 3) },
    { name: 'tool.core2.wasm', bytes: new Uint8Array() },
  ],
  script: '(() => "ä")()',
  validators: '',
  restorable: true,
  code: { tag: 'engine 1', script: Uint8Array.of(4, 5), validators: new Uint8Array() },
};

describe('decodePreparedForm', () => {
  it('reads back what encodePreparedForm wrote', () => {
    expect(decodePreparedForm(encodePreparedForm(FORM))).toEqual({ ok: true, value: FORM });
  });

  it('refuses files that are cut off', () => {
    const file = encodePreparedForm(FORM);
    fc.assert(fc.property(fc.nat(file.length - 1), (end) => !decodePreparedForm(file.subarray(0, end)).ok));
  });

  it('never throws on changed files', () => {
    const file = encodePreparedForm(FORM);
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
        const changed = file.slice();
        changed[at] = value;
        return typeof decodePreparedForm(changed).ok === 'boolean';
      }),
      { numRuns: 1000 },
    );
  });
});
