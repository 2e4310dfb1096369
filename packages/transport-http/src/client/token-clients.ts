/**
 * Threat: a revoked or expired token whose holder stays connected, or whose calls go on. Rule: who is connected is looked
 * up again at a fixed pace; where the token does not hold any more, its streams, sessions and calls are ended.
 */
import { tokenState, type AccessToken, type TokenRepository } from '@kami/registry';
import { detach, type Clock } from '@kami/types';
import { createTokenClient, type ClientParts, type TokenClient } from './token-client.ts';

/** The clients of one server, one for each token that was used. */
export interface TokenClients extends AsyncDisposable {
  /** The client of a token that was authenticated just now. */
  of(token: AccessToken): TokenClient;
}

/** What watching over clients needs. */
export interface WatchParts extends ClientParts {
  readonly tokens: Pick<TokenRepository, 'list'>;
  readonly clock: Clock;
  /** Milliseconds between two looks. */
  readonly pollMs: number;
}

/** Makes an empty set and looks every `pollMs` milliseconds. */
export function createTokenClients(parts: WatchParts): TokenClients {
  const clients = new Map<string, TokenClient>();
  const look = async (): Promise<void> => {
    if (clients.size === 0) return;
    const listed = await parts.tokens.list();
    if (!listed.ok) return parts.onError(listed.error);
    const nowMs = parts.clock.now().wallMicros / 1000;
    const active = listed.value.filter((token) => tokenState(token, nowMs) === 'active');
    const held = new Set(active.map(({ id }) => id));
    for (const [id, client] of clients) {
      client.sweep();
      if (held.has(id)) continue;
      clients.delete(id);
      client.close().catch(parts.onError);
    }
  };
  const timer = setInterval(() => detach(look()), parts.pollMs);
  timer.unref();
  return {
    of(token) {
      const known = clients.get(token.id);
      if (known !== undefined) return known;
      const made = createTokenClient(token, parts);
      clients.set(token.id, made);
      return made;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      const ending = [...clients.values()].map((client) => client.close());
      clients.clear();
      await Promise.all(ending);
    },
  };
}
