import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { gunzipSync } from 'node:zlib';

/** A registry of npm packages on this machine that has KAMI's, as they would be published. */
export interface PackageRegistry extends AsyncDisposable {
  /** What an npm configuration holds so that KAMI's packages come from here, and all others from where they always do. */
  readonly npmrc: string;
}

interface Packed {
  readonly name: string;
  readonly manifest: { readonly version: string };
  readonly tarball: Buffer;
}

/** Packs KAMI's published packages and serves them on loopback, by the part of the registry's interface that npm needs. */
export async function servePackages(): Promise<PackageRegistry> {
  const packages = (['cli', 'guest'] as const).map(pack);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const asked = packages.find(({ name }) => path === name || path === `${name}.tgz`);
    if (asked === undefined) response.writeHead(404).end('{}');
    else if (path.endsWith('.tgz')) response.end(asked.tarball);
    else response.end(JSON.stringify(describe(asked, `http://${request.headers.host ?? ''}/${path}.tgz`)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    npmrc: `@kami:registry=http://127.0.0.1:${port}/\n`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function pack(folder: 'cli' | 'guest'): Packed {
  const out = mkdtempSync(join(tmpdir(), 'kami-pack-'));
  try {
    const cwd = fileURLToPath(new URL(`../../packages/${folder}`, import.meta.url));
    execFileSync('pnpm', ['pack', '--pack-destination', out], { cwd, stdio: 'pipe' });
    const [file = ''] = readdirSync(out);
    const tarball = readFileSync(join(out, file));
    return { name: `@kami/${folder}`, manifest: readManifest(tarball), tarball };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The `package.json` of a packed package: it has the versions in the place of the workspace's names for them. */
function readManifest(tarball: Buffer): Packed['manifest'] {
  const archive = gunzipSync(tarball);
  for (let at = 0; at < archive.length;) {
    const name = archive.toString('utf8', at, archive.indexOf(0, at));
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    if (name === 'package/package.json')
      return JSON.parse(archive.toString('utf8', at + 512, at + 512 + size)) as Packed['manifest'];
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('pnpm pack left package.json out.');
}

/** A packument (npm's registry interface, `GET /PACKAGE`). */
function describe({ name, manifest, tarball }: Packed, address: string): object {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const version = { ...manifest, dist: { tarball: address, integrity } };
  return { name, 'dist-tags': { latest: manifest.version }, versions: { [manifest.version]: version } };
}
