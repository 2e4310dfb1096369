import { describe, expect, it } from 'vitest';
import { readSyncOptions } from '../../src/sync/sync-options.ts';

const flags = { check: false, dryRun: false, prune: false };

describe('readSyncOptions', () => {
  it.each([
    [{}, {}, false],
    [{}, { CI: '' }, false],
    [{}, { CI: 'false' }, false],
    [{}, { CI: '0' }, false],
    [{}, { CI: 'true' }, true],
    [{}, { CI: '1' }, true],
    [{ frozen: true }, {}, true],
    [{ frozen: false }, { CI: 'true' }, false],
    [{ update: true as const }, { CI: 'true' }, false],
    [{ update: ['notes'] }, { CI: 'true' }, false],
  ])('with %j and %j the lock is frozen: %j', (given, env, frozen) => {
    expect(readSyncOptions({ ...flags, ...given }, env)).toMatchObject({ ok: true, value: { frozen } });
  });

  it('refuses to renew and to freeze at once', () => {
    const read = readSyncOptions({ ...flags, update: true, frozen: true }, {});
    expect(read).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });

  it.each([
    [{}, true, false],
    [{ check: true }, false, true],
    [{ dryRun: true }, false, false],
  ])('%j applies: %j, checks: %j', (given, applies, checks) => {
    expect(readSyncOptions({ ...flags, ...given }, {})).toMatchObject({ value: { applies, checks } });
  });
});
