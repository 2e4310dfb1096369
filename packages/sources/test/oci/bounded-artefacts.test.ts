import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { HttpResponse } from '../../src/http/http-response.ts';
import { listReferrers } from '../../src/oci/list-referrers.ts';
import { pullTool } from '../../src/oci/pull-tool.ts';
import type { RegistrySession } from '../../src/oci/registry-session.ts';

const MIB = 1024 * 1024;
const signal = new AbortController().signal;
const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const digestOf = (bytes: Uint8Array): string => `sha256:${hash('sha256', bytes, 'hex')}`;

/** A registry with some answers; it counts the blobs that are asked for, and has them as zeros. */
function registryOf(
  answers: ReadonlyMap<string, Uint8Array>,
): RegistrySession & { readonly blobs: () => number } {
  let blobs = 0;
  return {
    registry: 'registry.example',
    repository: 'a/b',
    blobs: () => blobs,
    async send({ target }) {
      const path = String(target);
      const isBlob = path.startsWith('blobs/');
      if (isBlob) blobs += 1;
      const bytes = path === `blobs/${digestOf(ZEROS)}` ? ZEROS : new Uint8Array();
      return Promise.resolve({ ok: true, value: responseOf(isBlob ? bytes : answers.get(path)) });
    },
  };
}

const ZEROS = new Uint8Array(4 * MIB);

function responseOf(bytes: Uint8Array | undefined): HttpResponse {
  let rest = bytes;
  return {
    status: bytes === undefined ? 404 : 200,
    headers: new Map(),
    url: new URL('https://registry.example'),
    async next() {
      const part = rest;
      rest = undefined;
      return Promise.resolve({ ok: true, value: part });
    },
    read: async () => Promise.resolve({ ok: true, value: bytes ?? new Uint8Array() }),
    [Symbol.asyncDispose]: async () => Promise.resolve(),
  };
}

const layer = (size: number, title?: string) => ({
  mediaType: 'application/octet-stream',
  digest: digestOf(ZEROS),
  size,
  annotations: title === undefined ? {} : { 'org.opencontainers.image.title': title },
});

it('refuses a tool whose files are too large together, before any of them is read', async () => {
  const manifest = encode({
    schemaVersion: 2,
    config: { ...layer(2), mediaType: 'application/vnd.wasm.config.v0+json' },
    layers: [
      { ...layer(4 * MIB, 'a.wasm'), mediaType: 'application/wasm' },
      ...Array.from({ length: 40 }, (_, index) => layer(4 * MIB, `${index}.bin`)),
    ],
  });
  const session = registryOf(new Map([['manifests/1', manifest]]));
  const into = mkdtempSync(join(tmpdir(), 'kami-pull-'));
  try {
    const source = { kind: 'oci', registry: 'registry.example', repository: 'a/b', tag: '1' } as const;
    const pulled = await pullTool(session, source, into, { signal, onProgress: () => undefined });
    expect(pulled).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_REFUSED' } });
    expect(session.blobs()).toBe(0);
    expect(readdirSync(into)).toEqual([]);
  } finally {
    rmSync(into, { recursive: true });
  }
});

it('refuses referrers that are too large or too many together', async () => {
  for (const [layers, size] of [
    [20, 4 * MIB],
    [60, 0],
  ] as const) {
    const digest = `sha256:${'a'.repeat(64)}`;
    const referrers = Array.from({ length: 5 }, (_, index) =>
      encode({
        schemaVersion: 2,
        config: layer(2),
        layers: Array.from({ length: layers }, () => ({
          ...layer(size),
          digest: digestOf(ZEROS.subarray(0, size)),
        })),
        subject: { digest },
        annotations: { index: String(index) },
      }),
    );
    const index = encode({
      manifests: referrers.map((bytes) => ({ ...layer(bytes.length), digest: digestOf(bytes) })),
    });
    const answers = new Map<string, Uint8Array>(
      referrers.map((bytes) => [`manifests/${digestOf(bytes)}`, bytes]),
    );
    const session = registryOf(answers.set(`referrers/${digest}`, index));
    const listed = await listReferrers(
      session,
      { registry: 'registry.example', repository: 'a/b', digest },
      signal,
    );
    expect(listed).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SOURCE_REFUSED', message: expect.stringContaining('parts or') as string },
    });
  }
});
