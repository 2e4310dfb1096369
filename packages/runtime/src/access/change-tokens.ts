import { formatTokenText, TOKEN_SECRET_BYTES, type AccessToken, type TokenRepository } from '@kami/registry';
import {
  formatMicros,
  ok,
  toHex,
  type Clock,
  type Digest,
  type EventType,
  type JsonObject,
  type KamiError,
  type Random,
  type Result,
  type RuntimeEvent,
} from '@kami/types';
import { createChangeRecorder } from '../call/event-recorder.ts';

const ID_BYTES = 6;

/** What making and ending tokens needs. */
export interface TokenPorts {
  readonly tokens: TokenRepository;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (bytes: Uint8Array) => Digest;
}

/** What a new token may do, and for how long. */
export interface TokenRequest {
  readonly name: string;
  /** Patterns that `parseToolPattern` took; empty for every tool. */
  readonly tools: readonly string[];
  /** RFC 3339, UTC. */
  readonly expiresAt?: string;
}

/** A new token with its text, which is kept nowhere. */
export interface CreatedToken {
  readonly token: AccessToken;
  readonly text: string;
}

/** Makes a token and keeps its hash. Errors: those of the repository. */
export async function createToken(
  ports: TokenPorts,
  request: TokenRequest,
  actor: string,
): Promise<Result<CreatedToken, KamiError>> {
  const { clock, random, sha256 } = ports;
  const id = toHex(random.bytes(ID_BYTES));
  const secret = random.bytes(TOKEN_SECRET_BYTES).toBase64({ alphabet: 'base64url', omitPadding: true });
  const token: AccessToken = {
    id,
    name: request.name,
    secretHash: sha256(new TextEncoder().encode(secret)),
    tools: request.tools,
    createdAt: formatMicros(clock.now().wallMicros),
    ...(request.expiresAt === undefined ? {} : { expiresAt: request.expiresAt }),
  };
  const data = { token: id, name: token.name, tools: [...token.tools], expires: token.expiresAt ?? null };
  const made = await ports.tokens.create(token, [eventOf(ports, id, actor, 'token.created', data)]);
  return made.ok ? ok({ token, text: formatTokenText({ id, secret }) }) : made;
}

/**
 * Ends a token: servers end its sessions and running calls when they next look. Errors: `KAMI_USAGE` when there is none
 * to end, those of the repository.
 */
export async function revokeToken(
  ports: TokenPorts,
  id: string,
  actor: string,
): Promise<Result<void, KamiError>> {
  const at = formatMicros(ports.clock.now().wallMicros);
  return ports.tokens.revoke(id, at, [eventOf(ports, id, actor, 'token.revoked', { token: id })]);
}

function eventOf(
  ports: TokenPorts,
  id: string,
  actor: string,
  type: EventType,
  data: JsonObject,
): RuntimeEvent {
  const recorder = createChangeRecorder(ports, {
    actor,
    intent: `${type} ${id}`,
  });
  return recorder.make(type, 'control_plane', data);
}
