import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenRepository } from '@kami/registry';
import type { RuntimeEvent } from '@kami/types';
import { sampleEvent, valueOf } from '../sample-tool.ts';
import { sampleToken } from './sample-token.ts';

/** Tokens under test. */
export interface TokensUnderTest {
  readonly tokens: TokenRepository;
  /** The events that were committed, in order. */
  events(): Promise<readonly Pick<RuntimeEvent, 'eventId'>[]>;
  close(): Promise<void>;
}

const AT = '2026-12-01T00:00:00.000000Z';

/** What every implementation of `TokenRepository` must do. */
export function describeTokenRepository(name: string, open: () => Promise<TokensUnderTest>): void {
  describe(`TokenRepository: ${name}`, () => {
    let store: TokensUnderTest;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    it('gives back what was created, oldest first', async () => {
      const newer = sampleToken({ id: 'aaaaaaaaaaaa', createdAt: '2026-11-22T10:00:00.000000Z' });
      const older = sampleToken({ tools: ['git-*', 'echo'], expiresAt: AT });
      for (const token of [newer, older]) valueOf(await store.tokens.create(token, []));
      expect(valueOf(await store.tokens.list())).toEqual([older, newer]);
      expect(valueOf(await store.tokens.find(older.id))).toEqual(older);
      expect(valueOf(await store.tokens.find('ffffffffffff'))).toBeUndefined();
    });

    it('has one token of an id', async () => {
      valueOf(await store.tokens.create(sampleToken(), [sampleEvent('token.created')]));
      const again = await store.tokens.create(sampleToken({ name: 'other' }), [sampleEvent('token.created')]);
      expect(again).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
      expect(valueOf(await store.tokens.find(sampleToken().id))?.name).toBe('laptop');
      expect(await store.events()).toHaveLength(1);
    });

    it('revokes a token once, and keeps it', async () => {
      const [created, revoked] = [sampleEvent('token.created'), sampleEvent('token.revoked')];
      valueOf(await store.tokens.create(sampleToken(), [created]));
      valueOf(await store.tokens.revoke(sampleToken().id, AT, [revoked]));
      expect(valueOf(await store.tokens.list())).toEqual([sampleToken({ revokedAt: AT })]);
      for (const id of [sampleToken().id, 'ffffffffffff']) {
        const again = await store.tokens.revoke(id, AT, [sampleEvent('token.revoked')]);
        expect(again).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
      }
      expect((await store.events()).map(({ eventId }) => eventId)).toEqual([
        created.eventId,
        revoked.eventId,
      ]);
    });
  });
}
