import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { tarArchive, type TarEntry } from '../archives/tar-archive.ts';
import { zipArchive } from '../archives/zip-archive.ts';
import { listFiles, readHomeState } from '../e2e/home-state.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { type LyingRegistry, startLyingRegistry } from './lying-registry.ts';

const home = makeTestHome({ lends: false });
const component = readFileSync(guestPath('echo'));
const MEGABYTE = Buffer.alloc(1024 * 1024);
let registry: LyingRegistry;
let before: unknown;

beforeAll(async () => {
  registry = await startLyingRegistry();
  home.env['KAMI_REGISTRY_PLAIN_HTTP'] = registry.host;
  before = await readHomeState(home);
});

afterAll(async () => {
  expect(await readHomeState(home)).toEqual(before);
  await registry[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** Installs a source that must be refused, and gives what was said; nothing of it may be left. */
async function refused(source: string): Promise<string> {
  const { code, stderr } = await home.run(['install', source, '--yes']);
  expect(code, stderr).toBe(2);
  expect(stderr).toContain('KAMI_SOURCE_REFUSED');
  expect(listFiles(home)).toEqual([]);
  return stderr;
}

describe('sources that are not what they say', () => {
  it('case 103: another digest than the one that was asked for is refused', async () => {
    const other = Buffer.from(component);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    registry.tell({ component, given: other });
    expect(await refused(`${registry.source}:1`)).toContain('has the digest sha256:');
    registry.tell({ component });
    expect(await refused(`${registry.source}@sha256:${'0'.repeat(64)}`)).toContain('has the digest sha256:');
    // The same registry without the lie: the tool would have been installed.
    await home.must(['inspect', `${registry.source}@${registry.digest}`]);
  });

  it('case 104: another size is refused, and what is too long is stopped early', async () => {
    registry.tell({ component, given: Buffer.alloc(48 * 1024 * 1024) });
    expect(await refused(`${registry.source}:1`)).toContain(`in the place of ${component.length}`);
    expect(registry.sent).toBeLessThan(16 * 1024 * 1024);
    registry.tell({ component, given: component.subarray(0, -1) });
    expect(await refused(`${registry.source}:1`)).toContain(`in the place of ${component.length}`);
    registry.tell({
      component,
      answer: (response) =>
        response.writeHead(200, { 'content-length': component.length + 1 }).flushHeaders(),
    });
    expect(await refused(`${registry.source}:1`)).toContain(`in the place of ${component.length}`);
    registry.tell({ component, statedSize: 65 * 1024 * 1024 });
    await refused(`${registry.source}:1`);
  });

  it('case 109: an archive with .., absolute names, links, duplicates, devices or a bomb is refused', async () => {
    const outside = join(home.path, '..', 'outside');
    const planted = join(home.path, '..', 'planted');
    const tool: readonly TarEntry[] = [{ name: 'echo.wasm', bytes: component }];
    const attacks: readonly (readonly TarEntry[])[] = [
      [...tool, { name: '../planted', bytes: component }],
      [...tool, { name: planted, bytes: component }],
      [...tool, { name: 'a', type: '2', link: outside }, { name: 'a/planted', bytes: component }],
      [...tool, { name: 'a', type: '1', link: planted }],
      [...tool, ...tool],
      [...tool, { name: 'null', type: '3' }],
    ];
    const path = join(home.path, '..', 'attack.tgz');
    for (const entries of attacks) {
      writeFileSync(path, gzipSync(tarArchive(entries)));
      await refused(path);
    }
    const zip = join(home.path, '..', 'attack.zip');
    const link = { name: 'a', mode: 0o120_777, bytes: Buffer.from(outside) };
    const bomb = Array.from({ length: 129 }, (_, index) => ({ name: `${index}`, bytes: MEGABYTE }));
    for (const entries of [[...tool, link], bomb]) {
      writeFileSync(zip, zipArchive(entries));
      await refused(zip);
    }
    registry.tell({ component, title: '../../../planted' });
    await refused(`${registry.source}:1`);
    expect([planted, outside].filter((place) => existsSync(place))).toEqual([]);
    // The same archive without an attack is taken.
    writeFileSync(path, gzipSync(tarArchive(tool)));
    await home.must(['inspect', path]);
  }, 60_000);
});
