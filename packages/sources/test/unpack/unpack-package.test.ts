import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tarArchive, type TarEntry } from '../../../../testing/archives/tar-archive.ts';
import { zipArchive } from '../../../../testing/archives/zip-archive.ts';
import { unpackPackage } from '../../src/unpack/unpack-package.ts';

const never = new AbortController().signal;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const WASM = Buffer.from('\0asm\u000d\0\u0001\0');
const TOOL: readonly TarEntry[] = [
  { name: 'tool.toml', bytes: text('[tool]') },
  { name: 'dist/', type: '5' },
  { name: 'dist/a.wasm', bytes: WASM },
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-unpack-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function unpack(bytes: Uint8Array, signal: AbortSignal = never) {
  const path = join(folder, 'archive');
  writeFileSync(path, bytes);
  return unpackPackage(path, 'the archive', join(folder, 'into'), signal);
}

describe('unpackPackage', () => {
  it.each([
    ['tar', tarArchive(TOOL)],
    ['tar.gz', gzipSync(tarArchive(TOOL))],
    [
      'tar.gz with one folder',
      gzipSync(tarArchive(TOOL.map((entry) => ({ ...entry, name: `./pack/${entry.name}` })))),
    ],
    ['zip', zipArchive(TOOL)],
  ])('unpacks a %s', async (_, bytes) => {
    const unpacked = await unpack(bytes);
    if (!unpacked.ok) throw new Error(unpacked.error.message);
    expect(readFileSync(join(unpacked.value, 'tool.toml'), 'utf8')).toBe('[tool]');
    expect(readFileSync(join(unpacked.value, 'dist/a.wasm')).equals(WASM)).toBe(true);
  });

  it('finds a component that lies alone', async () => {
    const unpacked = await unpack(zipArchive([{ name: 'README.md' }, { name: 'echo.wasm', bytes: WASM }]));
    expect(unpacked).toEqual({ ok: true, value: join(folder, 'into', 'echo.wasm') });
  });

  const zeros = Buffer.alloc(1024 * 1024);
  it.each([
    ['..', [{ name: '../x', bytes: text('x') }]],
    ['.. in the middle', [{ name: 'a/../../x', bytes: text('x') }]],
    ['an absolute name', [{ name: '/tmp/kami-absolute', bytes: text('x') }]],
    ['a backslash', [{ name: '..\\x', bytes: text('x') }]],
    ['a drive', [{ name: 'C:x', bytes: text('x') }]],
    ['a name of a device', [{ name: 'aux.txt', bytes: text('x') }]],
    ['a name twice', [...TOOL, { name: 'tool.toml', bytes: text('other') }]],
    ['a name twice in another case', [...TOOL, { name: 'Tool.TOML', bytes: text('other') }]],
    ['a name twice in another form', [{ name: 'é' }, { name: 'e\u0301' }]],
    [
      'a file below a file',
      [
        { name: 'a', bytes: text('x') },
        { name: 'a/b', bytes: text('x') },
      ],
    ],
    ['a file in the place of a folder', [...TOOL, { name: 'dist', bytes: text('x') }]],
    ['too many entries', Array.from({ length: 4097 }, () => ({ name: './', type: '5' }))],
    ['too deep a folder', [{ name: `${'a/'.repeat(40)}x` }]],
    ['too many bytes', Array.from({ length: 129 }, (_, index) => ({ name: `f${index}`, bytes: zeros }))],
    ['nothing', []],
    ['no tool', [{ name: 'README.md' }]],
  ])(
    'refuses %s, as tar and as zip',
    async (_, entries) => {
      for (const bytes of [gzipSync(tarArchive(entries)), zipArchive(entries)]) {
        const before = existsSync('/tmp/kami-absolute');
        expect(await unpack(bytes)).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_REFUSED' } });
        expect(readdirSync(folder).toSorted()).toEqual(['archive', 'into']);
        expect(existsSync('/tmp/kami-absolute')).toBe(before);
        rmSync(join(folder, 'into'), { recursive: true });
      }
    },
    60_000,
  );

  it.each([
    ['1', 'link'],
    ['2', 'symlink'],
    ['3', 'character-device'],
    ['4', 'block-device'],
    ['6', 'fifo'],
  ])('refuses the tar type %s', async (type, name) => {
    const link = { name: 'a', type, link: '/etc' };
    const unpacked = await unpack(tarArchive([...TOOL, link, { name: 'a/passwd', bytes: text('x') }]));
    expect(unpacked).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(name) as string },
    });
  });

  it('refuses a link, a wrong size and an encrypted entry of a zip', async () => {
    const link = [{ name: 'a', mode: 0o120_777, bytes: text('/etc') }];
    const lying = [{ name: 'a', bytes: zeros, stated: 10 }];
    for (const entries of [link, lying]) {
      expect(await unpack(zipArchive(entries))).toMatchObject({
        ok: false,
        error: { code: 'KAMI_SOURCE_REFUSED' },
      });
      rmSync(join(folder, 'into'), { recursive: true });
    }
  });

  it('refuses what is damaged, cut off or no archive', async () => {
    const whole = gzipSync(tarArchive(TOOL));
    const broken = tarArchive(TOOL);
    broken[3] = 0x7a;
    for (const bytes of [
      whole.subarray(0, whole.length - 20),
      broken,
      text('no archive'),
      WASM,
      Buffer.from('PK\u0003\u0004'),
    ]) {
      expect(await unpack(bytes)).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_REFUSED' } });
      rmSync(join(folder, 'into'), { recursive: true, force: true });
    }
  });

  it('ends when it is withdrawn', async () => {
    const controller = new AbortController();
    controller.abort();
    for (const bytes of [gzipSync(tarArchive(TOOL)), zipArchive(TOOL)]) {
      expect(await unpack(bytes, controller.signal)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_CANCELLED' },
      });
      rmSync(join(folder, 'into'), { recursive: true });
    }
  });
});
