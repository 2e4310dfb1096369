/**
 * Threat: a registry, or what it redirects to, that names a realm of its own choice and is sent the credential of the
 * person there. Rule: a credential goes to the registry it is kept for and to realms at the same origin; to another
 * origin only where the configuration names its host as a realm, and else the token is asked for without a credential.
 */
import type { WireHeader } from '@kami/protocol';
import type { RegistryCredential } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { HttpClient } from '../http/http-client.ts';
import type { Challenge } from './challenge.ts';
import { parseJsonObject } from './oci-json.ts';

/** What a token is asked for. */
export interface AuthorizationRequest {
  readonly registry: URL;
  /** `repository:NAME:pull` or `repository:NAME:pull,push` (Distribution, "Token Scope Documentation"). */
  readonly scope: string;
  readonly credential: RegistryCredential | undefined;
  /** Hosts, each `HOST[:PORT]`, that credentials of registries may be sent to for a token. */
  readonly tokenRealms: readonly string[];
  readonly signal: AbortSignal;
}

/** Bytes of a realm's answer. */
const MAX_ANSWER_BYTES: number = 128 * 1024;
const TOKEN = /^[\u0021-\u007e]{1,65536}$/u;

/** The value of `Authorization` that answers a challenge; nothing where a credential is needed and there is none. */
export async function authorize(
  client: HttpClient,
  challenge: Challenge,
  request: AuthorizationRequest,
): Promise<Result<string | undefined, KamiError>> {
  const { credential } = request;
  if (challenge.kind === 'basic') return ok(credential?.kind === 'password' ? basic(credential) : undefined);
  const realm = new URL(challenge.realm);
  const trusted = mayHaveCredential(realm, request);
  if (credential?.kind === 'identity-token' && trusted)
    return readToken(client, realm, tokenExchange(challenge, request, credential.token));
  realm.searchParams.set('scope', request.scope);
  if (challenge.service !== undefined) realm.searchParams.set('service', challenge.service);
  const headers: readonly WireHeader[] =
    credential?.kind === 'password' && trusted ? [['authorization', basic(credential)]] : [];
  return readToken(client, realm, { method: 'GET', headers, signal: request.signal });
}

function mayHaveCredential(realm: URL, { registry, tokenRealms }: AuthorizationRequest): boolean {
  if (realm.origin === registry.origin) return true;
  if (realm.protocol !== 'https:') return false;
  return tokenRealms.some(
    (host) => URL.canParse(`https://${host}`) && new URL(`https://${host}`).host === realm.host,
  );
}

/** Distribution, "Token Authentication: OAuth2", with a refresh token. */
function tokenExchange(
  { service = '' }: Challenge & { readonly service?: string },
  { scope, signal }: AuthorizationRequest,
  token: string,
): TokenRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'kami',
    service,
    scope,
    refresh_token: token,
  });
  return {
    method: 'POST',
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: new TextEncoder().encode(form.toString()),
    signal,
  };
}

interface TokenRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: readonly WireHeader[];
  readonly body?: Uint8Array;
  readonly signal: AbortSignal;
}

async function readToken(
  client: HttpClient,
  url: URL,
  request: TokenRequest,
): Promise<Result<string | undefined, KamiError>> {
  const sent = await client.send({ ...request, url });
  if (!sent.ok) return sent;
  await using response = sent.value;
  if (response.status === 401 || response.status === 403) return ok(undefined);
  if (response.status !== 200)
    return err(
      kamiError('KAMI_NETWORK_FAILED', `${url.host} gave no token: it answered ${response.status}.`),
    );
  const bytes = await response.read(MAX_ANSWER_BYTES);
  if (!bytes.ok) return bytes;
  const answer = parseJsonObject(bytes.value);
  const token = answer?.['token'] ?? answer?.['access_token'];
  if (typeof token !== 'string' || !TOKEN.test(token))
    return err(kamiError('KAMI_NETWORK_FAILED', `${url.host} gave no token.`));
  return ok(`Bearer ${token}`);
}

function basic({ username, password }: Extract<RegistryCredential, { kind: 'password' }>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
