import { describe, expect, it } from 'vitest';
import { parseEngine } from '../../src/build/engine.ts';

describe('parseEngine', () => {
  it('is QuickJS unless the command line or the environment says another', () => {
    expect(parseEngine(undefined, {})).toEqual({ ok: true, value: 'quickjs' });
    expect(parseEngine(undefined, { KAMI_GUEST_ENGINE: '' })).toEqual({ ok: true, value: 'quickjs' });
    const environment = { KAMI_GUEST_ENGINE: 'starlingmonkey' };
    expect(parseEngine(undefined, environment)).toEqual({ ok: true, value: 'starlingmonkey' });
    expect(parseEngine('quickjs', environment)).toEqual({ ok: true, value: 'quickjs' });
  });

  it('names the engines there are', () => {
    expect(parseEngine('v8', {})).toMatchObject({
      ok: false,
      error: { problems: [{ message: 'there is no engine "v8"; there are: quickjs, starlingmonkey' }] },
    });
  });
});
