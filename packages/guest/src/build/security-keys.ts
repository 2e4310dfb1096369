import type { Asked } from '../describe/asked.ts';

type Value = string | number | readonly string[];
type Table = Readonly<Record<string, unknown>>;

const LIST_KEYS = [
  ['net', 'net_allow_list'],
  ['config', 'env'],
  ['secrets', 'secrets'],
  ['secretsRead', 'secrets_read'],
] as const;

const LIMIT_KEYS: Readonly<Record<string, string>> = {
  memoryMb: 'max_memory_mb',
  executionMs: 'max_execution_ms',
  outputKb: 'max_output_kb',
  storageMb: 'max_storage_mb',
  concurrency: 'max_concurrency',
  isolation: 'isolation',
};

const ACCESSES = ['none', 'read-only', 'sandbox'];

/** `[security]` of `tool.toml` (`docs/manifest.md`), as its keys with their values; what is not asked for has no key. */
export function securityKeys(asked: Asked): Readonly<Record<string, Value>> {
  const lists = LIST_KEYS.map(([name, key]) => [key, asked[name]] as const);
  const limits = Object.entries(asked.limits).flatMap(([name, value]) => {
    const key = LIMIT_KEYS[name];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries<Value>([
    ...lists.filter(([, list]) => list.length > 0),
    ['fs_access', asked.files],
    ...limits,
  ]);
}

/** A key with its value as a line of TOML; JSON's texts and whole numbers are TOML's too. */
export function formatKey(key: string, value: Value): string {
  const text =
    typeof value === 'object'
      ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
      : JSON.stringify(value);
  return `${key} = ${text}`;
}

/** The lines that a `[security]` written by hand lacks for what is asked. */
export function missingKeys(table: Table, asked: Asked): readonly string[] {
  return Object.entries(securityKeys(asked))
    .filter(([key, wanted]) => !covers(table[key], wanted))
    .map(([key, wanted]) => formatKey(key, wanted));
}

/** The keys of a `[security]` written by hand that allow more than what is asked; limits are the author's to choose. */
export function unaskedKeys(table: Table, asked: Asked): readonly string[] {
  const wanted = securityKeys(asked);
  return Object.entries(table)
    .filter(([key]) => key === 'fs_access' || LIST_KEYS.some(([, list]) => list === key))
    .filter(([key, given]) => !covers(wanted[key], given))
    .map(([key]) => key);
}

/** Whether a value gives all that another does; access to files is none where it is not said. */
function covers(given: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.every((item) => Array.isArray(given) && given.includes(item));
  if (typeof wanted === 'string' && ACCESSES.includes(wanted))
    return ACCESSES.findIndex((access) => access === (given ?? 'none')) >= ACCESSES.indexOf(wanted);
  return given === wanted;
}
