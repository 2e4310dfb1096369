import type { WireHeader } from '@kami/protocol';
import type { RegistryCredentials } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import type { HttpClient, HttpRequest } from '../http/http-client.ts';
import type { HttpResponse } from '../http/http-response.ts';
import { isPlainHost, type NamedHosts } from '../http/host-rules.ts';
import { authorize } from './authorize.ts';
import { parseChallenge } from './challenge.ts';

/** What sessions with registries are made from. */
export interface SessionParts {
  readonly client: HttpClient;
  readonly credentials: RegistryCredentials;
  readonly named: NamedHosts;
  /** Hosts that credentials of registries may be sent to for a token. */
  readonly tokenRealms: readonly string[];
}

/** A request to a registry; `target` is a path below the repository, or an address that the registry gave. */
export type RegistryRequest = Omit<HttpRequest, 'url' | 'headers'> & {
  readonly target: string | URL;
  readonly headers?: readonly WireHeader[];
};

/** Requests about one repository, authorised when the registry asks for it. */
export interface RegistrySession {
  readonly registry: string;
  readonly repository: string;
  /** Errors: those of the client, and `KAMI_SECRETS_UNUSABLE`. Every status of the registry is an answer. */
  send(request: RegistryRequest): Promise<Result<HttpResponse, KamiError>>;
}

/** Where a registry's API is when it is not at its name: Docker Hub's. */
const API_HOSTS: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' };

/** Opens a session; nothing is asked yet. */
export function openSession(
  { client, credentials, named, tokenRealms }: SessionParts,
  registry: string,
  repository: string,
  access: 'pull' | 'pull,push',
): RegistrySession {
  const host = API_HOSTS[registry] ?? registry;
  const origin = new URL(`${isPlainHost(registry, named) ? 'http' : 'https'}://${host}`);
  const scope = `repository:${repository}:${access}`;
  let authorization: string | undefined;

  const sendOnce = async (url: URL, request: RegistryRequest): Promise<Result<HttpResponse, KamiError>> => {
    const { target: _, headers = [], ...rest } = request;
    const own: readonly WireHeader[] =
      authorization === undefined || url.origin !== origin.origin ? [] : [['authorization', authorization]];
    return client.send({ ...rest, url, headers: [...headers, ...own] });
  };
  return {
    registry,
    repository,
    async send(request) {
      const { target, signal } = request;
      const url = typeof target === 'string' ? new URL(`/v2/${repository}/${target}`, origin) : target;
      const first = await sendOnce(url, request);
      if (!first.ok || first.value.status !== 401 || first.value.url.origin !== origin.origin) return first;
      const challenge = parseChallenge(first.value.headers.get('www-authenticate'));
      if (challenge === undefined) return first;
      const credential = await credentials.find(registry, signal);
      if (!credential.ok) {
        await first.value[Symbol.asyncDispose]();
        return credential;
      }
      const given = await authorize(client, challenge, {
        registry: origin,
        scope,
        credential: credential.value,
        tokenRealms,
        signal,
      });
      if (!given.ok) {
        await first.value[Symbol.asyncDispose]();
        return given;
      }
      if (given.value === undefined) return ok(first.value);
      await first.value[Symbol.asyncDispose]();
      authorization = given.value;
      return sendOnce(url, request);
    },
  };
}
