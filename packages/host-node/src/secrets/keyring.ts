/**
 * Threat: a keyring that is not there, is locked and waits for a person, or forgets at the next start. Rule: it is looked
 * for before its library is loaded, each use ends after a time, and on Linux only the Secret Service counts: the kernel's
 * own keyring, which the library would take in its place, is empty after a restart.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AsyncEntry } from '@napi-rs/keyring';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { keyringError } from './translate-error.ts';

/** The operating system's keyring, where a value has a name. Errors: `KAMI_SECRETS_UNUSABLE`. */
export interface Keyring {
  get(account: string): Promise<Result<string | undefined, KamiError>>;
  set(account: string, value: string): Promise<Result<void, KamiError>>;
  remove(account: string): Promise<Result<void, KamiError>>;
}

/** What this system's keyring is called by, and how long it is waited for. */
export interface KeyringOptions {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A person may have to unlock it; a call does not wait for that for ever. */
  readonly timeoutMs?: number;
}

const SERVICE = 'kami';
const TIMEOUT_MS = 5000;

/** Whether a keyring may be there at all: on Linux it is reached over the session's bus. Costs one look at a file. */
export function mayHaveKeyring({ platform, env }: KeyringOptions): boolean {
  if (platform !== 'linux') return platform === 'darwin' || platform === 'win32';
  const bus = env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const folder = env['XDG_RUNTIME_DIR'] ?? '';
  return bus !== '' || (folder !== '' && existsSync(join(folder, 'bus')));
}

/** The system's keyring through its library, which is loaded at the first use. */
export function systemKeyring(options: KeyringOptions): Keyring {
  const use = async <T>(
    what: string,
    run: (entry: AsyncEntry, signal: AbortSignal) => Promise<T>,
    account: string,
  ): Promise<Result<T, KamiError>> => {
    if (!mayHaveKeyring(options)) return err(keyringError('is not there'));
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const late = Promise.withResolvers<never>();
    const onLate = (): void => late.reject(new Error('no answer in time'));
    signal.addEventListener('abort', onLate, { once: true });
    try {
      const library = await import('@napi-rs/keyring');
      const entry = new library.AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } });
      return ok(await Promise.race([run(entry, signal), late.promise]));
    } catch (cause) {
      return err(keyringError(signal.aborted ? 'gave no answer in time' : `cannot ${what}`, cause));
    } finally {
      signal.removeEventListener('abort', onLate);
    }
  };
  return {
    async get(account) {
      const read = await use('be read', async (entry, signal) => entry.getPassword(signal), account);
      return read.ok ? ok(read.value ?? undefined) : read;
    },
    set: async (account, value) =>
      use('be written', async (entry, signal) => entry.setPassword(value, signal), account),
    async remove(account) {
      const removed = await use(
        'be written',
        async (entry, signal) => entry.deleteCredential(signal),
        account,
      );
      return removed.ok ? ok(undefined) : removed;
    },
  };
}
