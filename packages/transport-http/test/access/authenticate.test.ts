import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatTokenText, type AccessToken } from '@kami/registry';
import { err, kamiError, ok, parseDigest } from '@kami/types';
import { sampleToken } from '../../../registry/test/access/sample-token.ts';
import { valueOf } from '../../../registry/test/sample-tool.ts';
import { authenticate } from '../../src/access/authenticate.ts';

const secret = 'a'.repeat(43);
const secretHash = valueOf(parseDigest(createHash('sha256').update(secret).digest('hex')));
const text = formatTokenText({ id: sampleToken().id, secret });
const clock = { now: () => ({ wallMicros: Date.parse('2027-01-01T00:00:00Z') * 1000, monotonicNanos: 0n }) };

const ask = async (header: string | undefined, change: Partial<AccessToken> = {}) => {
  const token = sampleToken({ secretHash, ...change });
  const find = async (id: string) => ok(id === token.id ? token : undefined);
  return authenticate({ tokens: { find }, clock }, header);
};

describe('authenticate', () => {
  it.each([`Bearer ${text}`, `bearer ${text}`, `Bearer   ${text}`])('lets in %s', async (header) => {
    expect(await ask(header)).toMatchObject({ ok: true, value: { id: sampleToken().id } });
  });

  it.each([
    undefined,
    '',
    'Bearer',
    text,
    `Basic ${text}`,
    `Bearer ${text} `,
    `Bearer ${text}a`,
    `Bearer ${formatTokenText({ id: sampleToken().id, secret: `${'a'.repeat(42)}b` })}`,
    `Bearer ${formatTokenText({ id: 'ffffffffffff', secret })}`,
  ])('does not let in %s', async (header) => {
    const kind = header === undefined ? 'missing' : 'invalid';
    expect(await ask(header)).toEqual(err({ kind }));
  });

  it('does not let in a token that was revoked, or has expired at this moment', async () => {
    const header = `Bearer ${text}`;
    expect(await ask(header, { revokedAt: '2026-12-01T00:00:00Z' })).toEqual(err({ kind: 'invalid' }));
    expect(await ask(header, { expiresAt: '2027-01-01T00:00:00Z' })).toEqual(err({ kind: 'invalid' }));
    expect(await ask(header, { expiresAt: '2027-01-01T00:00:01Z' })).toMatchObject({ ok: true });
  });

  it('does not let in what only the hash of a secret that is not there would match', async () => {
    const nothing = valueOf(parseDigest('0'.repeat(64)));
    expect(await ask(`Bearer ${text}`, { secretHash: nothing })).toEqual(err({ kind: 'invalid' }));
  });

  it('tells a database that cannot be read from a token that does not hold', async () => {
    const error = kamiError('KAMI_STORE_FAILED', 'The database is locked.');
    const find = async () => err(error);
    expect(await authenticate({ tokens: { find }, clock }, `Bearer ${text}`)).toEqual(
      err({ kind: 'unknown', error }),
    );
  });
});
