import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GuestName } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { makeCertificate, serveSecrets, type SecretServer } from './secret-server.ts';
import { callTool } from './tool-answer.ts';
import { makeToolFolder } from './tool-folder.ts';

const SECRET = 'sk-live-7Qm2+/x9Zr4Tt';
const GUEST: GuestName = 'tell-secrets';
const certificates = mkdtempSync(join(tmpdir(), 'kami-secrets-'));
/** The tool's engine is a large one. */
const PATIENCE = 'max_execution_ms = 60000';
const home = makeTestHome();
let plain: SecretServer;
let other: SecretServer;
let secure: SecretServer;

/** Echoes everything, in the field, in the body, in pieces and encoded; redirects where it is told. */
const echo: RequestListener = (request, response) => {
  const { authorization = '', 'x-key': key = '' } = request.headers;
  const sent = `${authorization} ${String(key)}`;
  if (request.url?.startsWith('/to/') === true) {
    response.writeHead(307, { location: decodeURIComponent(request.url.slice(4)), 'x-echo': sent }).end();
    return;
  }
  response.writeHead(200, { 'x-echo': sent.trim() });
  for (const character of `you sent ${sent}`) response.write(character);
  response.write(
    ` ${Buffer.from(sent).toString('base64')} ${encodeURIComponent(sent)} ${Buffer.from(sent).toString('hex')}`,
  );
  response.end();
};

beforeAll(async () => {
  makeCertificate(certificates);
  home.env['NODE_EXTRA_CA_CERTS'] = join(certificates, 'cert');
  plain = await serveSecrets(echo);
  other = await serveSecrets(echo);
  secure = await serveSecrets(echo, certificates);
  const net = [
    `http://localhost:${plain.port}`,
    `http://localhost:${other.port}`,
    `localhost:${secure.port}`,
  ];
  const security = [`net_allow_list = ${JSON.stringify(net)}`, 'secrets = ["api-key", "second"]', PATIENCE];
  const source = makeToolFolder(home, GUEST, security);
  await home.must(['install', source, '--yes']);
  expect((await home.run(['secret', 'set', 'api-key'], `${SECRET}\n`)).code).toBe(0);
}, 120_000);

afterAll(async () => {
  for (const server of [plain, other, secure]) await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
  rmSync(certificates, { recursive: true });
});

const url = (server: SecretServer, path = '/'): string =>
  `${server === secure ? 'https' : 'http'}://localhost:${server.port}${path}`;
const call = async (args: object) => home.run(['run', 'tell-secrets', '--args', '-'], JSON.stringify(args));
const last = (server: SecretServer) => server.received.at(-1);

/** Whether a text has the secret in any spelling of it. */
function hasSecret(text: string): boolean {
  const bytes = Buffer.from(SECRET);
  return [
    SECRET,
    encodeURIComponent(SECRET),
    bytes.toString('hex'),
    bytes.toString('base64').slice(0, 24),
  ].some((form) => text.includes(form));
}

describe('a secret that is granted for a host', { timeout: 120_000 }, () => {
  it('is given by nothing but its own grant', async () => {
    const shown = await home.must(['inspect', 'tell-secrets']);
    expect(shown.stdout).toContain('secret: api-key, put into requests by the host');
    expect(shown.stdout).not.toContain('secret=');
    await call({ get: [url(plain), url(secure)] });
    expect(last(plain)?.authorization).toBeUndefined();
    expect(last(secure)?.authorization).toBeUndefined();
  });

  it('arrives at that host, and the tool finds it nowhere', async () => {
    await home.must(['grant', 'tell-secrets', `secret=api-key@localhost:${secure.port}`]);
    await home.must(['grant', 'tell-secrets', `secret=api-key@http://localhost:${plain.port}:X-Key`]);
    const { code, stdout, stderr } = await call({
      get: [url(secure), url(plain)],
      read: ['api-key', 'second', 'API-KEY'],
    });
    expect(last(secure)?.authorization).toBe(`Bearer ${SECRET}`);
    expect(last(secure)?.['accept-encoding']).toBe('identity');
    expect(last(plain)).toMatchObject({ 'x-key': SECRET });
    expect(last(plain)?.authorization).toBeUndefined();
    expect(code, stderr).toBe(0);
    expect(hasSecret(stdout + stderr)).toBe(false);
    // The tool got the whole echo, of the same length, with a mask in it.
    const mask = '*'.repeat(SECRET.length);
    const body: unknown = expect.stringContaining(`you sent Bearer ${mask}`);
    const headers: unknown = expect.arrayContaining([['x-echo', 'Bearer [secret]']]);
    const refused = { err: 'not-granted' };
    expect(JSON.parse(stdout)).toMatchObject({
      answers: [{ ok: { body, head: { headers } } }, { ok: { head: { status: 200 } } }],
      secrets: [refused, refused, refused],
    });
    // Its manifest asks to read none: no grant could help.
    const { stdout: log } = await home.must(['log', '--tool', 'tell-secrets']);
    expect(log).toContain('wanted={"kind":"secret","name":"api-key"}');
    expect(log).not.toContain('secret-read');
  });

  it('goes to no other port, no other scheme, no other name of the host, and through no redirect', async () => {
    const before = plain.received.length;
    await call({
      get: [
        url(other),
        `http://127.0.0.1:${plain.port}/`,
        url(plain, `/to/${encodeURIComponent(url(other))}`),
        url(secure, `/to/${encodeURIComponent(url(other))}`),
        `http://localhost:${secure.port}/`,
      ],
    });
    expect(other.received.length).toBe(1);
    for (const headers of other.received) expect(hasSecret(JSON.stringify(headers))).toBe(false);
    expect(plain.received.length).toBe(before + 1);
  });

  it('is not sent in a field that the tool writes itself', async () => {
    const before = secure.received.length;
    const { stdout } = await call({ get: [url(secure)], headers: [['Authorization', 'Bearer mine']] });
    expect(secure.received.length).toBe(before);
    expect(stdout).toContain('the host writes the header field authorization with the secret api-key');
  });

  it('counts from the next call when it is set anew, removed and set again, while a server runs', async () => {
    await using session = await openSession(home);
    await callTool(session, 'tell-secrets', { get: [url(secure)] });
    expect(last(secure)?.authorization).toBe(`Bearer ${SECRET}`);
    const calls = Array.from({ length: 8 }, async () =>
      callTool(session, 'tell-secrets', { get: [url(secure)] }),
    );
    expect((await home.run(['secret', 'set', 'api-key'], 'another-secret-value')).code).toBe(0);
    for (const { isError } of await Promise.all(calls)) expect(isError).toBe(false);
    for (const { authorization } of secure.received.slice(-8))
      expect([`Bearer ${SECRET}`, 'Bearer another-secret-value']).toContain(authorization);
    await callTool(session, 'tell-secrets', { get: [url(secure)] });
    expect(last(secure)?.authorization).toBe('Bearer another-secret-value');

    await home.must(['secret', 'remove', 'api-key']);
    const count = secure.received.length;
    const denied = await callTool(session, 'tell-secrets', { get: [url(secure)] });
    expect(secure.received.length).toBe(count);
    expect(JSON.stringify(denied)).toContain('kami secret set api-key');
    expect((await home.run(['secret', 'set', 'api-key'], SECRET)).code).toBe(0);
    await callTool(session, 'tell-secrets', { get: [url(secure)] });
    expect(last(secure)?.authorization).toBe(`Bearer ${SECRET}`);
  });

  it('is gone with its grant, whatever its hosts', async () => {
    await home.must(['revoke', 'tell-secrets', 'secret=api-key']);
    expect((await home.must(['inspect', 'tell-secrets'])).stdout).not.toContain('secret=');
    await call({ get: [url(secure), url(plain)] });
    expect(last(secure)?.authorization).toBeUndefined();
    expect(last(plain)?.['x-key']).toBeUndefined();
  });

  it('is refused beyond the manifest, without TLS to elsewhere, and in a field that frames messages', async () => {
    const grant = async (text: string) => home.run(['grant', 'tell-secrets', text]);
    expect((await grant('secret=unasked@api.example.com')).code).toBe(3);
    expect((await grant('secret-read=api-key')).code).toBe(3);
    const open = await grant('secret=api-key@http://api.example.com');
    expect(open.code).toBe(2);
    expect(open.stderr).toContain('without TLS');
    expect((await grant('secret=api-key@api.example.com:Content-Length')).code).toBe(2);
    expect((await grant('secret=api-key@*.example.com')).code).toBe(2);
    expect((await home.must(['inspect', 'tell-secrets'])).stdout).not.toContain('secret=');
  });
});
