import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBackup, writeBackup } from '@kami/host-node/upkeep';
import { sha256 } from '../../src/component-store/sha256.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const component = Buffer.alloc(700_000, 'component ');
const stored = `store/sha256/${sha256(component)}/component.wasm`;

async function write(replace = false): ReturnType<typeof writeBackup> {
  writeFileSync(join(folder, 'database'), 'the database');
  writeFileSync(join(folder, 'component'), component);
  return writeBackup(join(folder, 'b.tar'), {
    kami: '0.1.0',
    madeAt: '2026-11-21T00:00:00.000000Z',
    sources: [
      { path: 'kami.db', from: join(folder, 'database') },
      { path: stored, from: join(folder, 'component') },
    ],
    replace,
    onStep: () => undefined,
  });
}

let unpackings = 0;
async function read(): Promise<{ readonly into: string; readonly code: string | undefined }> {
  unpackings += 1;
  const into = join(folder, `unpacked-${unpackings}`);
  mkdirSync(into);
  const result = await readBackup(join(folder, 'b.tar'), into, () => undefined);
  return { into, code: result.ok ? undefined : result.error.code };
}

describe('writeBackup', () => {
  it('is read back byte for byte, for its owner only, and leaves no other file', async () => {
    expect((await write()).ok).toBe(true);
    expect(statSync(join(folder, 'b.tar')).mode & 0o077).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['b.tar', 'component', 'database']);
    const { into, code } = await read();
    expect(code).toBeUndefined();
    expect(readFileSync(join(into, 'kami.db'), 'utf8')).toBe('the database');
    expect(readFileSync(join(into, stored)).equals(component)).toBe(true);
  });

  it('replaces a file only where it is told to', async () => {
    writeFileSync(join(folder, 'b.tar'), 'mine');
    expect(await write()).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
    expect(readFileSync(join(folder, 'b.tar'), 'utf8')).toBe('mine');
    expect((await write(true)).ok).toBe(true);
    expect((await read()).code).toBeUndefined();
  });

  it('leaves nothing where a file of the home is missing', async () => {
    const order = { kami: '', madeAt: '', replace: false, onStep: () => undefined };
    const missing = [{ path: 'kami.db', from: join(folder, 'nothing') }];
    const result = await writeBackup(join(folder, 'b.tar'), { ...order, sources: missing });
    expect(result).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_FAILED' } });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('readBackup', () => {
  it('refuses an archive that was cut or changed anywhere that counts', async () => {
    await write();
    const whole = readFileSync(join(folder, 'b.tar'));
    const contentsAt = whole.indexOf('kami-backup.json');
    const end = whole.lastIndexOf('}') + 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(end - 1), fc.boolean(), async (at, cut) => {
        const changed = cut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!cut) changed[at] = (changed[at] ?? 0) ^ 0x01;
        writeFileSync(join(folder, 'b.tar'), changed);
        const { into, code } = await read();
        if (code !== undefined) {
          expect(code).toBe('KAMI_SOURCE_UNREADABLE');
          return;
        }
        // Bytes that fill a block, and what the list says of its making, are no file's.
        expect(readFileSync(join(into, 'kami.db'), 'utf8')).toBe('the database');
        expect(readFileSync(join(into, stored)).equals(component)).toBe(true);
        expect(cut && at < contentsAt).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('says that there is no such file', async () => {
    expect((await read()).code).toBe('KAMI_STORE_FAILED');
  });
});
