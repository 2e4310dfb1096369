import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseTokenText } from '@kami/registry';
import { createToken, revokeToken, type TokenPorts } from '@kami/runtime';
import { parseDigest } from '@kami/types';
import {
  createMemoryTokenRepository,
  type MemoryTokens,
} from '../../../registry/test/memory/memory-token-repository.ts';
import { valueOf } from '../../../registry/test/sample-tool.ts';

function ports(): TokenPorts & MemoryTokens {
  let drawn = 0;
  return {
    ...createMemoryTokenRepository(),
    clock: { now: () => ({ wallMicros: 1_800_000_000_000_000, monotonicNanos: 0n }) },
    random: { bytes: (count) => new Uint8Array(count).fill((drawn += 1)) },
    sha256: (bytes) => valueOf(parseDigest(createHash('sha256').update(bytes).digest('hex'))),
  };
}

describe('createToken', () => {
  it('keeps the hash of the secret that is in the text, and says in its event what the token is for', async () => {
    const home = ports();
    const request = { name: 'laptop', tools: ['git-*'], expiresAt: '2027-06-01T00:00:00Z' };
    const { token, text } = valueOf(await createToken(home, request, 'cli:1000'));
    const parts = parseTokenText(text);
    expect(parts?.id).toBe(token.id);
    expect(token.secretHash).toBe(
      createHash('sha256')
        .update(parts?.secret ?? '')
        .digest('hex'),
    );
    expect(valueOf(await home.tokens.list())).toEqual([token]);
    expect(token).toMatchObject(request);
    expect(home.events).toMatchObject([
      {
        type: 'token.created',
        phase: 'control_plane',
        actor: 'cli:1000',
        data: { token: token.id, name: 'laptop', tools: ['git-*'], expires: '2027-06-01T00:00:00Z' },
      },
    ]);
    expect(JSON.stringify(home.events)).not.toContain(parts?.secret);
    expect(JSON.stringify(home.events)).not.toContain(token.secretHash);
  });
});

describe('revokeToken', () => {
  it('ends a token at this moment, with its event, once', async () => {
    const home = ports();
    const { token } = valueOf(await createToken(home, { name: '', tools: [] }, 'cli:1000'));
    valueOf(await revokeToken(home, token.id, 'cli:0'));
    expect(valueOf(await home.tokens.find(token.id))?.revokedAt).toBe('2027-01-15T08:00:00.000000Z');
    expect(home.events.at(-1)).toMatchObject({
      type: 'token.revoked',
      actor: 'cli:0',
      data: { token: token.id },
    });
    expect(await revokeToken(home, token.id, 'cli:0')).toMatchObject({ error: { code: 'KAMI_USAGE' } });
    expect(home.events).toHaveLength(2);
  });
});
