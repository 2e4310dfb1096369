import { isJsonObject, isSecretName } from '@kami/types';

/** What the file of one secret says. */
export type SecretRecord = {
  readonly name: string;
  /** UTC, RFC 3339. */
  readonly setAt: string;
} & (
  | { readonly kept: 'file'; readonly value: string }
  /** `account` is the value's name in the system's keyring, new each time that it is set. */
  | { readonly kept: 'keyring'; readonly account: string }
);

/** The file's text. */
export function formatRecord(record: SecretRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** Reads the file of the secret `name`; nothing when it is damaged or another's. */
export function parseRecord(text: string, name: string): SecretRecord | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { name: own, setAt, kept, value: secret, account } = value;
  if (own !== name || !isSecretName(name) || typeof setAt !== 'string') return undefined;
  if (kept === 'file' && typeof secret === 'string') return { name, setAt, kept, value: secret };
  if (kept === 'keyring' && typeof account === 'string') return { name, setAt, kept, account };
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
