import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { tarArchive } from '../archives/tar-archive.ts';
import { guestPath } from '../guests/index.ts';
import { type KeyPair, makeAuthority } from '../loopback/certificates.ts';
import { hasDockerRegistry, REGISTRY_PASSWORD, startDockerRegistry } from '../loopback/docker-registry.ts';
import { type LoopbackServer, serveLoopback } from '../loopback/http-server.ts';
import { inspectTool } from './inspect-tool.ts';
import { examplePath, makeTestHome } from './kami.ts';
import { startKami } from './running-command.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const authority = makeAuthority();
const pair: KeyPair = authority.issue('localhost');
const echo = readFileSync(guestPath('echo'));
let server: LoopbackServer;
let host: string;

beforeAll(async () => {
  server = await serveLoopback((request, response) => {
    if (request.url === '/slow.wasm') {
      response.writeHead(200, { 'content-length': echo.length });
      response.write(echo.subarray(0, 100));
    } else if (request.url === '/moved') response.writeHead(302, { location: '/echo.wasm' }).end();
    else response.end(request.url === '/pack.tar' ? tarArchive([{ name: 'echo.wasm', bytes: echo }]) : echo);
  }, pair);
  host = `localhost:${server.port}`;
  home.env['KAMI_NETWORK_CA_FILE'] = authority.file;
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  authority[Symbol.dispose]();
  home[Symbol.dispose]();
});

describe('kami install https://…', () => {
  it('goes to this machine only where the configuration names it, and says how', async () => {
    const { code, stderr } = await home.run(['install', `https://${host}/echo.wasm`]);
    expect(code).toBe(3);
    expect(stderr).toContain(`private = ["${host}"]`);
    expect(server.requests).toEqual([]);
    home.env['KAMI_REGISTRY_PRIVATE'] = host;
  });

  it('keeps the address with the digest, and shows both', async () => {
    await home.must(['install', `https://${host}/moved`]);
    const tool = await inspectTool(home, 'moved');
    const { source, origin } = tool;
    expect(source).toMatch(/^https:\/\/localhost:\d+\/moved#sha256=[0-9a-f]{64}$/u);
    expect(origin).toEqual({
      kind: 'web',
      url: `https://${host}/moved`,
      digest: `sha256:${String(tool['digest'])}`,
    });
    expect((await home.must(['inspect', 'moved'])).stdout).toMatch(/resolved +sha256:[0-9a-f]{64}/u);
    expect((await home.must(['install', String(source)])).stderr).toContain('nothing was changed');
  }, 60_000);

  it('takes an archive', async () => {
    await home.must(['install', `https://${host}/pack.tar`]);
    expect(await inspectTool(home, 'echo')).toMatchObject({
      origin: { kind: 'web', url: `https://${host}/pack.tar` },
    });
  });

  it('leaves nothing half done after Ctrl-C', async () => {
    server.forget();
    await using command = startKami(home, ['install', `https://${host}/slow.wasm`]);
    await expect.poll(() => readdirSync(join(home.path, 'tmp')).length, { timeout: 15_000 }).toBe(1);
    await expect.poll(() => server.requests.length, { timeout: 15_000 }).toBe(1);
    command.child.kill('SIGINT');
    const { code, stderr } = await command.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('KAMI_CANCELLED');
    expect(readdirSync(join(home.path, 'tmp'))).toEqual([]);
    expect((await home.run(['inspect', 'slow'])).code).toBe(2);
  });

  it('clears what a killed download left', async () => {
    const command = startKami(home, ['install', `https://${host}/slow.wasm`]);
    await expect.poll(() => readdirSync(join(home.path, 'tmp')).length, { timeout: 15_000 }).toBe(1);
    await command[Symbol.asyncDispose]();
    expect(readdirSync(join(home.path, 'tmp'))).toHaveLength(1);
    await home.must(['inspect', `https://${host}/echo.wasm`]);
    expect(readdirSync(join(home.path, 'tmp'))).toEqual([]);
  });
});

describe.skipIf(!hasDockerRegistry())(
  'kami push and oci:// (skipped where docker-registry is not installed)',
  () => {
    it('publishes a tool and installs it elsewhere, by a credential of docker login', async () => {
      await using registry = await startDockerRegistry({ kind: 'password' });
      home.env['KAMI_REGISTRY_PLAIN_HTTP'] = registry.host;
      const target = `oci://${registry.host}/tools/checksum:1.0`;
      const refused = await home.run(['push', examplePath('checksum'), target]);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(`docker login ${registry.host}`);
      const folder = join(home.path, '..', '.docker');
      mkdirSync(folder);
      const auth = Buffer.from(`kami:${REGISTRY_PASSWORD}`).toString('base64');
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
      const { stdout } = await home.must(['push', examplePath('checksum'), target, '--json']);
      const { reference, digest } = JSON.parse(stdout) as {
        readonly reference: string;
        readonly digest: string;
      };
      expect(reference).toBe(`${target}@${digest}`);
      await home.must(['install', target]);
      expect(await inspectTool(home, 'checksum')).toMatchObject({
        id: 'dev.kami.examples.checksum',
        source: reference,
        origin: { kind: 'oci', registry: registry.host, repository: 'tools/checksum', tag: '1.0', digest },
      });
      const shown = (await home.must(['inspect', 'checksum'])).stdout;
      expect(shown).toContain(target);
      expect(shown).toContain(digest);
      expect((await home.must(['install', target])).stderr).toContain('nothing was changed');
      expect((await home.must(['run', 'checksum', 'data=a'])).stdout).toContain('ca978112');
    });

    it('installs from a registry that has to be signed only what was signed by an accepted key', async () => {
      await using registry = await startDockerRegistry({ kind: 'open' });
      using strict = makeTestHome();
      strict.env['KAMI_REGISTRY_PLAIN_HTTP'] = registry.host;
      mkdirSync(strict.path, { mode: 0o700 });
      const stem = join(strict.path, '..', 'acme');
      await strict.must(['key', 'create', stem]);
      writeFileSync(
        join(strict.path, 'config.toml'),
        `[trust.acme]\nsources = ["oci://${registry.host}/*"]\nsignatures = "require"\nkeys = ["${stem}.pub"]\n`,
      );
      const target = `oci://${registry.host}/tools/echo:1.0`;
      await strict.must(['push', guestPath('echo'), target]);
      const unsigned = await strict.run(['install', target]);
      expect(unsigned.code, unsigned.stderr).toBe(3);
      await strict.must(['push', guestPath('echo'), target, '--key', `${stem}.key`]);
      await strict.must(['install', target]);
      expect((await strict.must(['inspect', 'echo'])).stdout).toMatch(/signed by +key sha256:.*accepted by/u);
      expect((await strict.must(['run', 'echo', 'a=b'])).stdout).toBe('{"a":"b"}\n');
    });

    it('refuses to publish what is no tool, at a digest, or elsewhere than in a registry', async () => {
      const folder = makeToolFolder(home, 'echo', []);
      copyFileSync(guestPath('core-module'), join(folder, 'guest.wasm'));
      const target = 'oci://127.0.0.1:9/a/b:1';
      expect((await home.run(['push', folder, target])).stderr).toContain('KAMI_COMPONENT_INVALID');
      for (const place of [
        `oci://127.0.0.1:9/a/b@sha256:${'0'.repeat(64)}`,
        'https://example.com/a',
        './folder',
      ])
        expect((await home.run(['push', folder, place])).stderr).toContain('KAMI_USAGE');
    });
  },
);
