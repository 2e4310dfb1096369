import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpClient, HttpRequest } from '../../src/http/http-client.ts';
import { authorize, type AuthorizationRequest } from '../../src/oci/authorize.ts';
import { parseChallenge } from '../../src/oci/challenge.ts';

const PASSWORD = { kind: 'password', username: 'me', password: 'secret' } as const;
const BASIC = 'Basic bWU6c2VjcmV0';

/** A client that notes what is asked, and answers it with a token. */
function noting(
  status = 200,
  body = '{"token":"t"}',
): { readonly client: HttpClient; readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const client: HttpClient = {
    send: async (request) => {
      asked.push(request);
      return Promise.resolve({
        ok: true,
        value: {
          status,
          headers: new Map(),
          url: request.url,
          next: async () => Promise.resolve({ ok: true, value: undefined }),
          read: async () => Promise.resolve({ ok: true, value: new TextEncoder().encode(body) }),
          [Symbol.asyncDispose]: async () => Promise.resolve(),
        },
      });
    },
  };
  return { client, asked };
}

function asking(overrides: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    registry: new URL('https://registry.example'),
    scope: 'repository:a/b:pull',
    credential: PASSWORD,
    tokenRealms: ['auth.example', 'auth.example:8443'],
    signal: new AbortController().signal,
    ...overrides,
  };
}

describe('authorize', () => {
  it.each([
    ['https://registry.example/token', true],
    ['https://auth.example/token', true],
    ['https://auth.example:8443/token', true],
    ['https://auth.example:444/token', false],
    ['http://auth.example/token', false],
    ['https://registry.example.evil.test/token', false],
    ['https://sub.registry.example/token', false],
    ['https://evil.test/?x=registry.example', false],
  ])('asks %s for a token; with the credential: %s', async (realm, trusted) => {
    for (const credential of [PASSWORD, { kind: 'identity-token', token: 'refresh' } as const]) {
      const { client, asked } = noting();
      const given = await authorize(client, { kind: 'bearer', realm, service: 's' }, asking({ credential }));
      expect(given).toEqual({ ok: true, value: 'Bearer t' });
      const sent = JSON.stringify(
        asked.map(({ headers, body, url }) => [headers, new TextDecoder().decode(body), url.href]),
      );
      expect(sent.includes(credential.kind === 'password' ? BASIC : 'refresh_token=refresh')).toBe(trusted);
      expect(sent).toContain('repository%3Aa%2Fb%3Apull');
    }
  });

  it('answers a basic challenge with the password, and has nothing without one', async () => {
    const { client, asked } = noting();
    expect(await authorize(client, { kind: 'basic' }, asking())).toEqual({ ok: true, value: BASIC });
    expect(await authorize(client, { kind: 'basic' }, asking({ credential: undefined }))).toEqual({
      ok: true,
      value: undefined,
    });
    expect(asked).toEqual([]);
  });

  it.each(['{"token":"a\\r\\nx: y"}', '{"token":1}', '{}', 'no'])('takes no token from %s', async (body) => {
    const { client } = noting(200, body);
    const challenge = { kind: 'bearer', realm: 'https://registry.example/' } as const;
    expect(await authorize(client, challenge, asking())).toMatchObject({
      ok: false,
      error: { code: 'KAMI_NETWORK_FAILED' },
    });
  });

  it('has nothing where the realm refuses', async () => {
    const { client } = noting(401);
    const challenge = { kind: 'bearer', realm: 'https://registry.example/' } as const;
    expect(await authorize(client, challenge, asking())).toEqual({ ok: true, value: undefined });
  });
});

describe('parseChallenge', () => {
  it.each([
    [
      'Bearer realm="https://a.example/t",service="s",scope="x"',
      { kind: 'bearer', realm: 'https://a.example/t', service: 's' },
    ],
    ['bearer realm=https://a.example/t', { kind: 'bearer', realm: 'https://a.example/t' }],
    ['Basic realm="x", Bearer realm="https://a.example/t"', { kind: 'bearer', realm: 'https://a.example/t' }],
    ['Basic realm="x"', { kind: 'basic' }],
    ['Bearer realm="no address"', undefined],
    ['Negotiate', undefined],
    [undefined, undefined],
  ])('reads %s', (field, challenge) => {
    expect(parseChallenge(field)).toEqual(challenge);
  });

  it('gives an address as realm, or no bearer challenge, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => `Bearer ${text}`),
        (text) => {
          const challenge = parseChallenge(text);
          if (challenge?.kind === 'bearer') expect(URL.canParse(challenge.realm)).toBe(true);
        },
      ),
    );
  });
});
