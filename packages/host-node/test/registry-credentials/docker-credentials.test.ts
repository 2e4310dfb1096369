import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDockerCredentials } from '../../src/index.ts';
import {
  parseDockerConfig,
  parseHelperAnswer,
  serverOf,
} from '../../src/registry-credentials/docker-config.ts';

const { signal } = new AbortController();
const basic = (text: string): string => Buffer.from(text).toString('base64');
const password = (username: string, secret: string) => ({ kind: 'password', username, password: secret });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-docker-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function credentials(config: unknown) {
  if (config !== undefined)
    writeFileSync(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return createDockerCredentials({
    DOCKER_CONFIG: folder,
    PATH: `${folder}${delimiter}/usr/bin${delimiter}/bin`,
  });
}

/** A helper that answers for one server, tells another that it has nothing, and fails for a third. */
function addHelper(name: string): void {
  const path = join(folder, `docker-credential-${name}`);
  const answer = JSON.stringify({ ServerURL: 'x', Username: name, Secret: 'from helper' });
  writeFileSync(
    path,
    `#!/bin/sh\nread -r server\ncase "$1 $server" in\n'get known.example'|'get https://index.docker.io/v1/') echo '${answer}';;\n'get broken.example') exit 3;;\n*) echo 'credentials not found in native keychain'; exit 1;;\nesac\n`,
  );
  chmodSync(path, 0o755);
}

describe('createDockerCredentials', () => {
  it('finds nothing where nobody logged in', async () => {
    expect(await credentials(undefined).find('ghcr.io', signal)).toEqual({ ok: true, value: undefined });
    expect(await credentials({}).find('ghcr.io', signal)).toEqual({ ok: true, value: undefined });
  });

  it('reads the file by exact host and port', async () => {
    const store = credentials({
      auths: {
        'ghcr.io': { auth: basic('me:a:b') },
        'https://registry.example:5000/v2/': { auth: basic('you:c') },
        'https://index.docker.io/v1/': { identitytoken: 'refresh' },
      },
    });
    expect(await store.find('ghcr.io', signal)).toEqual({ ok: true, value: password('me', 'a:b') });
    expect(await store.find('registry.example:5000', signal)).toEqual({
      ok: true,
      value: password('you', 'c'),
    });
    expect(await store.find('docker.io', signal)).toEqual({
      ok: true,
      value: { kind: 'identity-token', token: 'refresh' },
    });
    for (const other of ['registry.example', 'evil-ghcr.io', 'ghcr.io.evil.test', 'ghcr.io:444'])
      expect(await store.find(other, signal)).toEqual({ ok: true, value: undefined });
  });

  it('asks the helper of the registry before the one for all, and the file where that has nothing', async () => {
    addHelper('all');
    addHelper('one');
    const store = credentials({
      credsStore: 'all',
      credHelpers: { 'known.example': 'one' },
      auths: { 'other.example': { auth: basic('me:file') } },
    });
    expect(await store.find('known.example', signal)).toEqual({
      ok: true,
      value: password('one', 'from helper'),
    });
    expect(await store.find('docker.io', signal)).toEqual({
      ok: true,
      value: password('all', 'from helper'),
    });
    expect(await store.find('other.example', signal)).toEqual({ ok: true, value: password('me', 'file') });
    expect(await store.find('broken.example', signal)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SECRETS_UNUSABLE', message: expect.stringContaining('ended with 3') as string },
    });
  });

  it.each([
    ['a helper that is not installed', { credsStore: 'missing' }],
    ['a helper by a path', { credsStore: '../all' }],
    ['a file that is no JSON', '{'],
  ])('says what is wrong with %s', async (_, config) => {
    expect(await credentials(config).find('ghcr.io', signal)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SECRETS_UNUSABLE' },
    });
  });
});

describe('parsing what Docker keeps', () => {
  it('never throws, and gives no credential without a name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseDockerConfig(text);
        const answer = parseHelperAnswer(text);
        if (answer?.kind === 'password') expect(answer.username).not.toBe('');
      }),
    );
    const odd = {
      auths: { a: { auth: basic(':x') }, b: { auth: 1 }, c: null },
      credHelpers: { a: 1 },
      credsStore: '',
    };
    expect(parseDockerConfig(JSON.stringify(odd))).toEqual({
      auths: new Map(),
      credHelpers: new Map(),
      credsStore: undefined,
    });
  });

  it('reads a refresh token out of a helper’s answer', () => {
    expect(parseHelperAnswer('{"Username":"<token>","Secret":"t"}')).toEqual({
      kind: 'identity-token',
      token: 't',
    });
    expect(serverOf('ghcr.io')).toBe('ghcr.io');
  });
});
