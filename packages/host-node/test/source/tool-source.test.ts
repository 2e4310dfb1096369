import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openToolSource } from '@kami/host-node';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-source-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, text = ''): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const containing = (text: string): unknown => expect.stringContaining(text);

async function readFrom(path: string, wasm?: string) {
  const source = await openToolSource(path);
  return source.ok ? source.value.readComponent(wasm) : source;
}

describe('openToolSource', () => {
  it('reads a folder with a manifest, and the component that it names', async () => {
    put('tool.toml', '[tool]');
    mkdirSync(join(folder, 'dist'));
    put('dist/a.wasm', 'bytes');
    for (const path of [folder, join(folder, 'tool.toml'), `${folder}/`]) {
      expect(await openToolSource(path)).toMatchObject({
        ok: true,
        value: { kind: 'folder', manifestText: '[tool]', stem: folder.split('/').at(-1) },
      });
      expect(await readFrom(path, 'dist/a.wasm')).toEqual({ ok: true, value: Buffer.from('bytes') });
    }
  });

  it('reads a component alone', async () => {
    const path = put('my-tool.wasm', 'bytes');
    const source = await openToolSource(path);
    expect(source).toMatchObject({ ok: true, value: { kind: 'component', stem: 'my-tool' } });
    expect(source.ok && 'manifestText' in source.value).toBe(false);
    expect(await readFrom(path)).toEqual({ ok: true, value: Buffer.from('bytes') });
  });

  it('takes a link inside the folder', async () => {
    put('tool.toml');
    put('real.wasm', 'bytes');
    symlinkSync('real.wasm', join(folder, 'link.wasm'));
    expect(await readFrom(folder, 'link.wasm')).toMatchObject({ ok: true });
  });

  it.each([
    '../x.wasm',
    'a/../../x.wasm',
    '/etc/passwd',
    '',
    'a\\b.wasm',
    'C:x.wasm',
    'a\0b',
    'link.wasm',
    'out/passwd',
  ])('refuses the component %j', async (wasm) => {
    put('tool.toml');
    symlinkSync('/etc/passwd', join(folder, 'link.wasm'));
    symlinkSync('/etc', join(folder, 'out'));
    expect(await readFrom(folder, wasm)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_MANIFEST_INVALID', data: { field: 'tool.wasm' } },
    });
  });

  it('says what is wrong with the path, as the user gave it', async () => {
    const missing = join(folder, 'none');
    expect(await openToolSource(missing)).toMatchObject({
      error: {
        code: 'KAMI_SOURCE_UNREADABLE',
        message: `${JSON.stringify(missing)} does not exist.`,
        hint: containing('tool.toml'),
      },
    });
    expect(await openToolSource(`${missing}.wasm`)).toMatchObject({
      error: { code: 'KAMI_SOURCE_UNREADABLE', hint: containing('build') },
    });
    expect(await openToolSource('a\0b')).toMatchObject({
      error: { code: 'KAMI_SOURCE_UNREADABLE', message: '"a\\u0000b" is no valid path.' },
    });
    expect(await openToolSource(put('notes.txt'))).toMatchObject({
      error: { code: 'KAMI_SOURCE_UNREADABLE', message: containing('neither') },
    });
    expect(await openToolSource(folder)).toMatchObject({
      error: { code: 'KAMI_MANIFEST_INVALID', message: `${JSON.stringify(folder)} has no tool.toml.` },
    });
  });

  it('says that the component was not built', async () => {
    put('tool.toml');
    expect(await readFrom(folder, 'dist/a.wasm')).toMatchObject({
      error: {
        code: 'KAMI_SOURCE_UNREADABLE',
        message: `${JSON.stringify(join(folder, 'dist/a.wasm'))} does not exist.`,
        hint: containing('build'),
      },
    });
  });

  it('bounds manifest and component, and reads no pipe and no folder', async () => {
    put('tool.toml', 'x'.repeat(5_000_000));
    expect(await openToolSource(folder)).toMatchObject({
      error: { code: 'KAMI_SOURCE_UNREADABLE', message: containing('larger') },
    });
    const big = put('big.wasm');
    truncateSync(big, 64 * 1024 * 1024 + 1);
    expect(await readFrom(big)).toMatchObject({ error: { message: containing('larger') } });
    execFileSync('mkfifo', [join(folder, 'pipe.wasm')]);
    expect(await readFrom(join(folder, 'pipe.wasm'))).toMatchObject({
      error: { message: containing('is not a file') },
    });
    put('tool.toml');
    mkdirSync(join(folder, 'd.wasm'));
    expect(await readFrom(folder, 'd.wasm')).toMatchObject({
      error: { message: containing('is not a file') },
    });
  });

  it('refuses a manifest that is no UTF-8', async () => {
    writeFileSync(join(folder, 'tool.toml'), Buffer.from([0xff]));
    expect(await openToolSource(folder)).toMatchObject({ error: { code: 'KAMI_MANIFEST_INVALID' } });
  });
});
