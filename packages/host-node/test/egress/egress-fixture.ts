import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEgress, type EgressOptions } from '@kami/host-node';
import type { Egress, EgressFault, EgressPart, EgressRequest } from '@kami/sandbox';
import { parseNetRule, type NetRule, type Result } from '@kami/types';

/** A server on loopback and its port. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly server: Server;
}

/** Serves HTTP on loopback. */
export function serve(listener: RequestListener): Promise<TestServer> {
  return listen(createServer({ maxHeaderSize: 1 << 20 }, listener));
}

/** Serves HTTPS on loopback with the key pair given. */
export function serveTls(pair: KeyPair, listener: RequestListener): Promise<TestServer> {
  return listen(createTlsServer({ key: pair.key, cert: pair.cert }, listener));
}

async function listen(server: Server): Promise<TestServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A self-signed certificate and its key, PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate for a host name, or nothing where there is no openssl. */
export function makeKeyPair(host: string): KeyPair | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kami-egress-test-'));
  try {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${host}`,
        '-addext',
        `subjectAltName=DNS:${host}`,
        '-keyout',
        join(folder, 'key'),
        '-out',
        join(folder, 'cert'),
      ],
      { stdio: 'ignore' },
    );
    return {
      key: readFileSync(join(folder, 'key'), 'utf8'),
      cert: readFileSync(join(folder, 'cert'), 'utf8'),
    };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rules from their text. */
export function rules(...texts: string[]): NetRule[] {
  return texts.map((text) => {
    const rule = parseNetRule(text);
    if (!rule.ok) throw new Error(rule.error);
    return rule.value;
  });
}

/** What a whole response was. */
export interface WholeResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Makes one request and reads its response to the end, or to the fault. */
export async function request(
  egress: Egress,
  allowed: readonly NetRule[],
  url: string,
  more: Partial<EgressRequest> = {},
): Promise<Result<WholeResponse, EgressFault>> {
  await using exchange = egress.start('t', allowed, {
    method: 'GET',
    url,
    headers: [],
    body: 'none',
    ...more,
  });
  const parts: Uint8Array[] = [];
  let status = 0;
  const headers = new Map<string, string>();
  for (;;) {
    const part: Result<EgressPart, EgressFault> = await exchange.next(65_536);
    if (!part.ok) return part;
    parts.push(part.value.bytes);
    if (part.value.kind === 'head') {
      status = part.value.status;
      for (const [name, value] of part.value.headers) headers.set(name.toLowerCase(), value);
    }
    if (part.value.end) return { ok: true, value: { status, headers, body: Buffer.concat(parts) } };
  }
}

/** An egress whose resolver answers the addresses given, in turn. */
export function egressWith(
  answers: readonly (readonly string[])[],
  more: EgressOptions = {},
): Egress & { readonly asked: string[] } {
  const asked: string[] = [];
  const resolve = (host: string) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(host);
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return Object.assign(createEgress({ resolve, ...more }), { asked });
}
