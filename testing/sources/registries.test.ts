import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  hasDockerRegistry,
  REGISTRY_PASSWORD,
  startDockerRegistry,
  type DockerRegistry,
} from '../loopback/docker-registry.ts';
import { makeTokenRealm, type TokenRealm } from '../loopback/token-realm.ts';
import { makeSources, watchedTransfer, type SourceFixture } from './source-fixture.ts';

const TOOL = {
  component: {
    title: 'dist/tool.wasm',
    bytes: Buffer.concat([Buffer.from('\0asm'), Buffer.alloc(700_000, 7)]),
  },
  files: new Map([['tool.toml', new TextEncoder().encode('[tool]\n')]]),
  imports: ['wasi:cli/environment@0.2.0'],
  exports: ['run'],
  annotations: {},
} as const;
const PASSWORD = { kind: 'password', username: 'kami', password: REGISTRY_PASSWORD } as const;
const none = new AbortController().signal;

describe.skipIf(!hasDockerRegistry())(
  'a registry server (skipped where docker-registry is not installed)',
  () => {
    let server: DockerRegistry;
    let sources: SourceFixture;

    beforeAll(async () => {
      server = await startDockerRegistry();
      sources = makeSources({ plainHttp: [server.host] });
    });
    afterAll(async () => {
      await sources[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    });

    it('takes a tool and gives it back by tag and by digest, in a folder that goes', async () => {
      const place = { registry: server.host, repository: 'a/tool' };
      const upload = watchedTransfer();
      const pushed = await sources.registry.push({ ...place, tag: '1.0' }, TOOL, upload);
      expect(pushed).toMatchObject({ ok: true });
      if (!pushed.ok) return;
      expect(upload.heard).toContainEqual({ direction: 'upload', done: 700_004, total: 700_004 });
      for (const reference of [{ tag: '1.0' }, { digest: pushed.value.digest }]) {
        const download = watchedTransfer();
        const fetched = await sources.fetcher.fetch({ kind: 'oci', ...place, ...reference }, download);
        if (!fetched.ok) throw new Error(fetched.error.message);
        await using tool = fetched.value;
        expect(tool.resolved).toEqual({ kind: 'oci', ...place, ...reference, digest: pushed.value.digest });
        expect(readFileSync(join(tool.path, 'dist/tool.wasm')).equals(TOOL.component.bytes)).toBe(true);
        expect(readFileSync(join(tool.path, 'tool.toml'), 'utf8')).toBe('[tool]\n');
        expect(download.heard).toContainEqual({ direction: 'download', done: 700_004, total: 700_004 });
        expect(sources.leftOver()).toHaveLength(1);
      }
      expect(sources.leftOver()).toEqual([]);
    });

    it('gives equal tools the same digest, in the format of WebAssembly artefacts', async () => {
      const digests: unknown[] = [];
      for (const tag of ['x', 'y']) {
        const target = { registry: server.host, repository: 'a/same', tag };
        digests.push(await sources.registry.push(target, TOOL, watchedTransfer()));
      }
      expect(digests[0]).toEqual(digests[1]);
      const answer = await fetch(`http://${server.host}/v2/a/same/manifests/x`, {
        headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
      });
      expect(await answer.json()).toMatchObject({
        schemaVersion: 2,
        config: { mediaType: 'application/vnd.wasm.config.v0+json' },
        layers: [{ mediaType: 'application/wasm' }, { mediaType: 'application/toml' }],
      });
    });

    it('says that there is nothing at a tag', async () => {
      const source = { kind: 'oci', registry: server.host, repository: 'a/tool', tag: 'none' } as const;
      expect(await sources.fetcher.fetch(source, watchedTransfer())).toMatchObject({
        ok: false,
        error: {
          code: 'KAMI_SOURCE_UNREADABLE',
          message: expect.stringContaining('nothing at none') as string,
        },
      });
      expect(sources.leftOver()).toEqual([]);
    });

    it('attaches referrers and lists them by the fallback tag, and cosign’s by its own', async () => {
      const pushed = await sources.registry.push(
        { registry: server.host, repository: 'a/signed', tag: '1' },
        TOOL,
        watchedTransfer(),
      );
      if (!pushed.ok) throw new Error(pushed.error.message);
      expect(await sources.registry.listReferrers(pushed.value, none)).toEqual({ ok: true, value: [] });
      const blob = (text: string) => ({
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        bytes: new TextEncoder().encode(text),
        annotations: { 'dev.example': text },
      });
      for (const text of ['one', 'two', 'two'])
        expect(
          await sources.registry.pushReferrer(
            pushed.value,
            { artifactType: blob(text).mediaType, blobs: [blob(text)] },
            none,
          ),
        ).toMatchObject({ ok: true });
      const cosign = {
        registry: server.host,
        repository: 'a/signed',
        tag: `${pushed.value.digest.replace(':', '-')}.sig`,
      };
      await sources.registry.push(cosign, { ...TOOL, files: new Map() }, watchedTransfer());
      const listed = await sources.registry.listReferrers(pushed.value, none);
      expect(listed).toMatchObject({
        ok: true,
        value: [
          { found: 'referrers', artifactType: blob('').mediaType, blobs: [blob('one')] },
          { found: 'referrers', blobs: [blob('two')] },
          { found: 'cosign-tag', blobs: [{ mediaType: 'application/wasm' }] },
        ],
      });
      expect(listed.ok && listed.value).toHaveLength(3);
    });

    it('is let in by password, and told where to log in without one', async () => {
      await using guarded = await startDockerRegistry({ kind: 'password' });
      const target = { registry: guarded.host, repository: 'a/tool', tag: '1' };
      const plainHttp = [guarded.host];
      for (const credentials of [{}, { [guarded.host]: { ...PASSWORD, password: 'wrong' } }]) {
        await using outside = makeSources({ plainHttp, credentials });
        expect(await outside.registry.push(target, TOOL, watchedTransfer())).toMatchObject({
          ok: false,
          error: {
            code: 'KAMI_SOURCE_UNREADABLE',
            hint: expect.stringContaining(`docker login ${guarded.host}`) as string,
          },
        });
      }
      await using inside = makeSources({ plainHttp, credentials: { [guarded.host]: PASSWORD } });
      expect(await inside.registry.push(target, TOOL, watchedTransfer())).toMatchObject({ ok: true });
      const fetched = await inside.fetcher.fetch({ kind: 'oci', ...target }, watchedTransfer());
      if (!fetched.ok) throw new Error(fetched.error.message);
      await fetched.value[Symbol.asyncDispose]();
    });
  },
);

describe.skipIf(!hasDockerRegistry())(
  'a registry with a token realm (skipped without docker-registry)',
  () => {
    let realm: TokenRealm;
    let server: DockerRegistry;

    beforeAll(async () => {
      realm = await makeTokenRealm();
      server = await startDockerRegistry({ kind: 'token', realm: realm.url, certificate: realm.certificate });
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      await realm[Symbol.asyncDispose]();
    });

    it('gives a token without a credential to a realm that the configuration does not name', async () => {
      realm.forget();
      const credentials = { [server.host]: PASSWORD };
      await using sources = makeSources({ plainHttp: [server.host, realm.host], credentials });
      const target = { registry: server.host, repository: 'a/tool', tag: '1' };
      expect(await sources.registry.push(target, TOOL, watchedTransfer())).toMatchObject({ ok: true });
      expect(realm.seen.length).toBeGreaterThan(0);
      expect(realm.seen.every(({ authorization }) => authorization === undefined)).toBe(true);
      expect(realm.seen[0]).toMatchObject({ scope: 'repository:a/tool:pull,push', service: 'loopback' });
      const fetched = await sources.fetcher.fetch({ kind: 'oci', ...target }, watchedTransfer());
      if (!fetched.ok) throw new Error(fetched.error.message);
      await fetched.value[Symbol.asyncDispose]();
      expect(realm.seen.at(-1)).toMatchObject({ scope: 'repository:a/tool:pull' });
    });

    it('goes to no realm that the guard keeps closed', async () => {
      realm.forget();
      await using sources = makeSources({
        plainHttp: [server.host],
        credentials: { [server.host]: PASSWORD },
      });
      const source = { kind: 'oci', registry: server.host, repository: 'a/tool', tag: '1' } as const;
      expect(await sources.fetcher.fetch(source, watchedTransfer())).toMatchObject({
        ok: false,
        error: { code: 'KAMI_DENIED' },
      });
      expect(realm.seen).toEqual([]);
    });
  },
);
