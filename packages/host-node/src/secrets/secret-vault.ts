/**
 * Threat: a value that is gone, old, or left behind: half written, in a keyring that forgets, under the name of another
 * home. Rule: one file for each secret says where its value is; a value in the keyring has a new name each time, is
 * written before the file that points to it, and what it replaces goes last.
 */
import { randomUUID } from 'node:crypto';
import type { SecretEntry, SecretPlace, SecretVault } from '@kami/sandbox';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { mayHaveKeyring, systemKeyring, type Keyring } from './keyring.ts';
import { openSecretFolder } from './secret-folder.ts';
import type { SecretRecord } from './secret-record.ts';
import { keyringError } from './translate-error.ts';

/** Where secrets are kept. */
export interface SecretVaultOptions {
  /** The folder of the home; made when the first secret is set. */
  readonly folder: string;
  /** `auto`: the keyring where there is one that answers, else files. */
  readonly store: 'auto' | SecretPlace;
  /** The system's unless said; absent where the system has none. */
  readonly keyring?: Keyring | undefined;
}

/** The operator's secrets, in files and, where the operating system has one, its keyring. */
export function createSecretVault(options: SecretVaultOptions): SecretVault {
  const { store } = options;
  const folder = openSecretFolder(options.folder);
  const keyring = 'keyring' in options ? options.keyring : ownKeyring();
  /** Values in the keyring by their name there: a name is never used for two values. */
  const values = new Map<string, string>();

  const place = async (): Promise<Result<SecretPlace, KamiError>> => {
    if (store === 'file') return ok('file');
    if (keyring === undefined) return store === 'keyring' ? err(keyringError('is not there')) : ok('file');
    const probe = await keyring.get('probe');
    if (probe.ok) return ok('keyring');
    return store === 'keyring' ? probe : ok('file');
  };

  const forget = async (record: SecretRecord | undefined): Promise<Result<void, KamiError>> => {
    if (record?.kept !== 'keyring') return ok(undefined);
    values.delete(record.account);
    return keyring === undefined ? err(keyringError('is not there')) : keyring.remove(record.account);
  };

  const find: SecretVault['find'] = async (name) => {
    const record = await folder.read(name);
    if (!record.ok || record.value === undefined) return record.ok ? ok(undefined) : record;
    const { kept, setAt } = record.value;
    return ok({ name, kept, setAt });
  };

  return {
    place,
    find,
    async get(name) {
      const record = await folder.read(name);
      if (!record.ok) return record;
      if (record.value?.kept !== 'keyring') return ok(record.value?.value);
      const { account } = record.value;
      const known = values.get(account);
      if (known !== undefined) return ok(known);
      if (keyring === undefined) return err(keyringError(`is not there, and has the value of ${name}`));
      const read = await keyring.get(account);
      if (!read.ok) return read;
      if (read.value === undefined) return err(lost(name));
      values.set(account, read.value);
      return ok(read.value);
    },
    async list() {
      const names = await folder.names();
      if (!names.ok) return names;
      const entries: SecretEntry[] = [];
      for (const name of names.value) {
        const entry = await find(name);
        if (!entry.ok) return entry;
        if (entry.value !== undefined) entries.push(entry.value);
      }
      return ok(entries);
    },
    async set(name, value, setAt) {
      const kept = await place();
      if (!kept.ok) return kept;
      // A damaged file is what setting a secret again mends.
      const former = await folder.read(name);
      if (!former.ok && former.error.code !== 'KAMI_STORE_CORRUPT') return former;
      const account = `${name} ${randomUUID()}`;
      if (kept.value === 'keyring' && keyring !== undefined) {
        const written = await keyring.set(account, value);
        if (!written.ok) return written;
      }
      const base = { name, setAt };
      const record: SecretRecord =
        kept.value === 'keyring' ? { ...base, kept: 'keyring', account } : { ...base, kept: 'file', value };
      const written = await folder.write(record);
      if (!written.ok) return written;
      if (former.ok) await forget(former.value);
      return kept;
    },
    async remove(name) {
      const former = await folder.read(name);
      if (!former.ok && former.error.code !== 'KAMI_STORE_CORRUPT') return former;
      if (former.ok && former.value === undefined) return ok(false);
      const forgotten = await forget(former.ok ? former.value : undefined);
      const removed = await folder.remove(name);
      if (!removed.ok) return removed;
      return forgotten.ok ? ok(true) : forgotten;
    },
  };
}

function ownKeyring(): Keyring | undefined {
  const { platform, env } = process;
  return mayHaveKeyring({ platform, env }) ? systemKeyring({ platform, env }) : undefined;
}

function lost(name: string): KamiError {
  return kamiError('KAMI_SECRETS_UNUSABLE', `The system's keyring has the value of ${name} no more.`, {
    hint: `Set it again with: kami secret set ${name}`,
  });
}
