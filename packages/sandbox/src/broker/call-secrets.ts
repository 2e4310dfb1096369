/**
 * Threat: a secret that one call reads and another call sees change, or that is put in without being taken out of the
 * answer. Rule: a call has the values of its start, of granted secrets only, and one redactor for exactly these values.
 */
import type { KamiError, Permission } from '@kami/types';
import type { SecretStore } from '../ports/secret-store.ts';
import { createRedactor, type Redactor } from '../redaction/redactor.ts';

/** The secrets of one call. */
export interface CallSecrets {
  /** The value that a granted secret has in this call; absent when it is not set or cannot be read. */
  value(name: string): string | undefined;
  /** Why secrets could not be read. */
  readonly failure: KamiError | undefined;
  readonly redactor: Redactor;
}

/** Reads the secrets of calls. */
export interface SecretReader {
  /** The secrets of a permission as they are at this moment; nothing when it names none. */
  open(permission: Permission): Promise<CallSecrets | undefined>;
}

/** Redactors that are kept for later calls; each holds some hundred KB. */
const MAX_KEPT_REDACTORS = 16;

/** Makes the reader; calls with the same secrets share a redactor. */
export function createSecretReader(store: SecretStore): SecretReader {
  const redactors = new Map<string, Redactor>();
  const redactorOf = (values: readonly string[]): Redactor => {
    const key = JSON.stringify(values);
    const redactor = redactors.get(key) ?? createRedactor(values);
    redactors.delete(key);
    redactors.set(key, redactor);
    const [oldest] = redactors.keys();
    if (redactors.size > MAX_KEPT_REDACTORS && oldest !== undefined) redactors.delete(oldest);
    return redactor;
  };
  return {
    async open({ secrets = [] }) {
      if (secrets.length === 0) return undefined;
      const values = new Map<string, string>();
      let failure: KamiError | undefined;
      for (const name of new Set(secrets.map((grant) => grant.name))) {
        const read = await store.get(name);
        if (!read.ok) failure = read.error;
        else if (read.value !== undefined) values.set(name, read.value);
      }
      return { value: (name) => values.get(name), failure, redactor: redactorOf([...values.values()]) };
    },
  };
}
