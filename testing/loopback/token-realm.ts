import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomUUID, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serveLoopback } from './http-server.ts';

/** What a client asked a token for. */
export interface TokenQuestion {
  readonly scope: string;
  readonly service: string;
  readonly authorization: string | undefined;
}

/** A realm that gives everybody a token for what they ask, as registries expect it (Distribution, "Token Authentication"). */
export interface TokenRealm extends AsyncDisposable {
  readonly url: string;
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** PEM file with the certificate of the signing key. */
  readonly certificate: string;
  /** Questions since the last `forget`. */
  readonly seen: readonly TokenQuestion[];
  forget(): void;
}

/** Makes a realm with a key of its own (P-256); it needs openssl for the certificate. */
export async function makeTokenRealm(): Promise<TokenRealm> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const folder = mkdtempSync(join(tmpdir(), 'kami-realm-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'realm.pem')];
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  execFileSync(
    'openssl',
    ['req', '-x509', '-key', key, '-days', '2', '-subj', '/CN=realm', '-out', certificate],
    { stdio: 'pipe' },
  );
  const x5c = [new X509Certificate(readFileSync(certificate)).raw.toString('base64')];
  let seen: TokenQuestion[] = [];
  const tokenFor = (scope: string): string => {
    const [type, name, actions = ''] = scope.split(':');
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'loopback',
      sub: '',
      aud: 'loopback',
      exp: seconds + 300,
      nbf: seconds - 10,
      iat: seconds,
      jti: randomUUID(),
      access: [{ type, name, actions: actions.split(',') }],
    };
    const text = [{ typ: 'JWT', alg: 'ES256', x5c }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  };
  const server = await serveLoopback((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://realm');
    const scope = searchParams.get('scope') ?? '';
    seen.push({
      scope,
      service: searchParams.get('service') ?? '',
      authorization: request.headers.authorization,
    });
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ token: tokenFor(scope) }));
  });
  const host = `127.0.0.1:${server.port}`;
  return {
    url: `http://${host}/token`,
    host,
    certificate,
    get seen() {
      return seen;
    },
    forget() {
      seen = [];
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
