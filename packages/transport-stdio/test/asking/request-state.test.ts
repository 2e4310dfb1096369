import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestStates } from '../../src/asking/request-state.ts';

describe('createRequestStates', () => {
  const states = createRequestStates();
  const state = { id: states.newId(), round: 1 };

  it('opens what it sealed, for the same binding alone', () => {
    const handle = states.seal(state, 'a');
    expect(states.open(handle, 'a')).toEqual(state);
    expect(states.open(handle, 'b')).toBeUndefined();
    expect(createRequestStates().open(handle, 'a')).toBeUndefined();
  });

  it('gives another handle for each round and each call', () => {
    const handles = [state, { ...state, round: 2 }, { ...state, id: states.newId() }];
    expect(new Set(handles.map((one) => states.seal(one, 'a'))).size).toBe(3);
  });

  it('opens nothing that was changed, and never throws', () => {
    const handle = states.seal(state, 'a');
    fc.assert(
      fc.property(fc.nat(handle.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        const changed = handle.slice(0, at) + other + handle.slice(at + 1);
        // The last character of base64url has bits that stand for nothing.
        fc.pre(changed !== handle && at < handle.length - 1);
        expect(states.open(changed, 'a')).toBeUndefined();
      }),
    );
    expect(states.open(`${handle}-TAMPERED`, 'a')).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => states.open(text, 'a') === undefined));
  });
});
