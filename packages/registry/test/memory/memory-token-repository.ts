import type { AccessToken, TokenRepository } from '@kami/registry';
import { err, kamiError, ok, type RuntimeEvent } from '@kami/types';

/** Tokens in memory, and the events that were committed with the changes. */
export interface MemoryTokens {
  readonly tokens: TokenRepository;
  readonly events: RuntimeEvent[];
}

/** No tokens, in memory: the plainest thing that keeps the port's contract. `record` hears of each commit's events. */
export function createMemoryTokenRepository(
  record: (added: readonly RuntimeEvent[]) => void = () => undefined,
): MemoryTokens {
  const rows = new Map<string, AccessToken>();
  const events: RuntimeEvent[] = [];
  return {
    events,
    tokens: {
      async create(token, added) {
        if (rows.has(token.id)) return err(kamiError('KAMI_CONFLICT', `There is a token ${token.id}.`));
        rows.set(token.id, token);
        events.push(...added);
        record(added);
        return ok(undefined);
      },
      async revoke(id, revokedAt, added) {
        const token = rows.get(id);
        if (token === undefined || token.revokedAt !== undefined)
          return err(kamiError('KAMI_USAGE', `There is no token ${id} that could be revoked.`));
        rows.set(id, { ...token, revokedAt });
        events.push(...added);
        record(added);
        return ok(undefined);
      },
      find: async (id) => ok(rows.get(id)),
      list: async () => ok([...rows.values()].toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))),
    },
  };
}
