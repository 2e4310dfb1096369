import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { createSecretVault } from '../../src/index.ts';
import { mayHaveKeyring, systemKeyring, type Keyring } from '../../src/secrets/keyring.ts';

const SET_AT = '2026-01-02T03:04:05.000006Z';
let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kami-vault-'));
  folder = join(home, 'secrets');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

/** A keyring in memory, which answers as long as it is not locked. */
function memoryKeyring(): Keyring & { readonly values: Map<string, string>; locked: boolean; asked: number } {
  const values = new Map<string, string>();
  const answer = <T>(value: () => T): Promise<Result<T, KamiError>> => {
    keyring.asked += 1;
    return Promise.resolve(
      keyring.locked ? err(kamiError('KAMI_SECRETS_UNUSABLE', 'It is locked.')) : ok(value()),
    );
  };
  const keyring = {
    values,
    locked: false,
    asked: 0,
    get: (account: string) => answer(() => values.get(account)),
    set: (account: string, value: string) => answer(() => void values.set(account, value)),
    remove: (account: string) => answer(() => void values.delete(account)),
  };
  return keyring;
}

const inFiles = () => createSecretVault({ folder, store: 'file', keyring: undefined });
const valueOf = async (name: string): Promise<unknown> => {
  const read = await inFiles().get(name);
  return read.ok ? read.value : read.error.code;
};
const refusal = async (name = 'key'): Promise<KamiError> => {
  const read = await inFiles().get(name);
  if (read.ok) throw new Error(`read: ${read.value}`);
  return read.error;
};

describe('secrets in files', () => {
  it('are in files and a folder of their owner alone, one file each', async () => {
    const vault = inFiles();
    expect(await vault.get('key')).toEqual({ ok: true, value: undefined });
    expect(await vault.list()).toEqual({ ok: true, value: [] });
    expect(await vault.set('key', 'the value', SET_AT)).toEqual({ ok: true, value: 'file' });
    expect(await vault.set('Other.Key-2', 'zwei\nZeilen "ü"', SET_AT)).toEqual({ ok: true, value: 'file' });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(await valueOf('Other.Key-2')).toBe('zwei\nZeilen "ü"');
    expect(await vault.list()).toEqual({
      ok: true,
      value: [
        { name: 'Other.Key-2', kept: 'file', setAt: SET_AT },
        { name: 'key', kept: 'file', setAt: SET_AT },
      ],
    });
  });

  it('are seen by a vault that read the former value, when another process changes them', async () => {
    const reader = inFiles();
    const writer = inFiles();
    await writer.set('key', 'value one', SET_AT);
    expect(await reader.get('key')).toEqual({ ok: true, value: 'value one' });
    await writer.set('key', 'value two', SET_AT);
    expect(await reader.get('key')).toEqual({ ok: true, value: 'value two' });
    expect(await writer.remove('key')).toEqual({ ok: true, value: true });
    expect(await reader.get('key')).toEqual({ ok: true, value: undefined });
    expect(await writer.remove('key')).toEqual({ ok: true, value: false });
  });

  it('are whole while many set them at once', async () => {
    const values = Array.from({ length: 20 }, (_, index) => `value ${'x'.repeat(index * 100)}`);
    const reads: unknown[] = [];
    await inFiles().set('key', values[0] ?? '', SET_AT);
    await Promise.all(
      values.map(async (value) => {
        await inFiles().set('key', value, SET_AT);
        reads.push(await valueOf('key'));
      }),
    );
    for (const read of reads) expect(values).toContain(read);
    expect(readdirSync(folder)).toEqual(['key.json']);
  });

  it.skipIf(process.platform === 'win32')(
    'are not used when others may read them, and the command that mends it is named',
    async () => {
      await inFiles().set('key', 'the value', SET_AT);
      const file = join(folder, 'key.json');
      chmodSync(file, 0o640);
      expect(await refusal()).toMatchObject({
        code: 'KAMI_SECRETS_UNUSABLE',
        hint: `Keep it to yourself with: chmod 600 ${file}`,
      });
      chmodSync(file, 0o600);
      chmodSync(folder, 0o755);
      expect(await refusal()).toMatchObject({
        code: 'KAMI_SECRETS_UNUSABLE',
        hint: `Keep it to yourself with: chmod 700 ${folder}`,
      });
      expect((await inFiles().set('other', 'the value', SET_AT)).ok).toBe(false);
      chmodSync(folder, 0o700);
      expect(await valueOf('key')).toBe('the value');
    },
  );

  it('are not used through a link, nor when they are no file of a secret', async () => {
    await inFiles().set('key', 'the value', SET_AT);
    symlinkSync(join(folder, 'key.json'), join(folder, 'linked.json'));
    expect((await refusal('linked')).code).toBe('KAMI_SECRETS_UNUSABLE');
    for (const text of [
      '',
      '{',
      '[]',
      '{"name":"key"}',
      '{"name":"other","setAt":"x","kept":"file","value":"stolen"}',
      '\0'.repeat(70_000),
    ]) {
      writeFileSync(join(folder, 'key.json'), text);
      expect(await refusal()).toMatchObject({
        code: 'KAMI_STORE_CORRUPT',
        hint: 'Set it again with: kami secret set key',
      });
      expect((await inFiles().list()).ok).toBe(false);
    }
    // Setting it again mends it, and so does removing it.
    expect((await inFiles().set('key', 'the value', SET_AT)).ok).toBe(true);
    expect(await valueOf('key')).toBe('the value');
    writeFileSync(join(folder, 'key.json'), '{');
    expect(await inFiles().remove('key')).toEqual({ ok: true, value: true });
  });
});

describe('secrets in a keyring', () => {
  it('leave their value there alone, under a name that is used once', async () => {
    const keyring = memoryKeyring();
    const vault = createSecretVault({ folder, store: 'auto', keyring });
    expect(await vault.set('key', 'the value', SET_AT)).toEqual({ ok: true, value: 'keyring' });
    const [account] = keyring.values.keys();
    expect(account).toMatch(/^key [0-9a-f-]{36}$/u);
    expect(readFileSync(join(folder, 'key.json'), 'utf8')).not.toContain('the value');
    await vault.set('key', 'another value', SET_AT);
    expect([...keyring.values.values()]).toEqual(['another value']);
    expect([...keyring.values.keys()]).not.toContain(account);
    expect(await createSecretVault({ folder, store: 'file', keyring }).get('key')).toEqual({
      ok: true,
      value: 'another value',
    });
    expect(await vault.remove('key')).toEqual({ ok: true, value: true });
    expect(keyring.values.size).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are asked for once as long as they are the same', async () => {
    const keyring = memoryKeyring();
    const vault = createSecretVault({ folder, store: 'keyring', keyring });
    await vault.set('key', 'the value', SET_AT);
    await vault.get('key');
    const { asked } = keyring;
    expect(await vault.get('key')).toEqual({ ok: true, value: 'the value' });
    expect(keyring.asked).toBe(asked);
    await createSecretVault({ folder, store: 'keyring', keyring }).set('key', 'another value', SET_AT);
    expect(await vault.get('key')).toEqual({ ok: true, value: 'another value' });
  });

  it('go into files where the keyring does not answer, unless it was asked for by name', async () => {
    const keyring = memoryKeyring();
    keyring.locked = true;
    const place = async (store: 'auto' | 'keyring', with_: Keyring | undefined) =>
      createSecretVault({ folder, store, keyring: with_ }).place();
    expect(await place('auto', keyring)).toEqual({ ok: true, value: 'file' });
    expect(await place('auto', undefined)).toEqual({ ok: true, value: 'file' });
    expect((await place('keyring', keyring)).ok).toBe(false);
    expect(await place('keyring', undefined)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SECRETS_UNUSABLE' },
    });
  });

  it('are an error when the keyring has lost or locked them', async () => {
    const keyring = memoryKeyring();
    const vault = () => createSecretVault({ folder, store: 'auto', keyring });
    await vault().set('key', 'the value', SET_AT);
    keyring.locked = true;
    expect((await vault().get('key')).ok).toBe(false);
    keyring.locked = false;
    keyring.values.clear();
    expect(await vault().get('key')).toMatchObject({
      ok: false,
      error: { hint: 'Set it again with: kami secret set key' },
    });
  });
});

describe('the system keyring', () => {
  it('is looked for before anything is loaded', () => {
    expect(mayHaveKeyring({ platform: 'linux', env: {} })).toBe(false);
    expect(mayHaveKeyring({ platform: 'linux', env: { XDG_RUNTIME_DIR: home } })).toBe(false);
    expect(mayHaveKeyring({ platform: 'linux', env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' } })).toBe(
      true,
    );
    expect(mayHaveKeyring({ platform: 'darwin', env: {} })).toBe(true);
    expect(mayHaveKeyring({ platform: 'freebsd', env: {} })).toBe(false);
  });

  it('is an error, soon, where nobody answers on the bus', async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'no-bus')}` };
    const keyring = systemKeyring({ platform: 'linux', env, timeoutMs: 2000 });
    expect(await keyring.get('probe')).toMatchObject({ ok: false, error: { code: 'KAMI_SECRETS_UNUSABLE' } });
    expect((await systemKeyring({ platform: 'linux', env: {} }).set('a', 'b')).ok).toBe(false);
  });
});
