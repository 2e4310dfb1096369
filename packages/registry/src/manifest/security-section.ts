/**
 * Threat: a manifest that asks for more than a person reads in it.
 * Rule: every request has one strict form, none is repeated, every number has a maximum.
 */
import {
  LIMIT_RANGES,
  formatNetRule,
  isSecretName,
  parseNetRule,
  type FsAccess,
  type Isolation,
  type NetRule,
  type RequestedSecurity,
  type ResourceLimits,
} from '@kami/types';
import type { ListItem, TableReader, TextRule } from './table-reader.ts';

const ACCESS: readonly FsAccess[] = ['none', 'read-only', 'sandbox'];
const ISOLATIONS: readonly Isolation[] = ['shared', 'process'];
const MAX_REQUESTS = 64;

const isNetRule: TextRule = (text) => {
  const rule = parseNetRule(text);
  return rule.ok ? undefined : rule.error;
};
const isVariable: TextRule = (text) =>
  /^[A-Za-z_][A-Za-z0-9_]{0,127}$/u.test(text)
    ? undefined
    : 'expected the name of a variable: letters, digits, "_"';
const isSecret: TextRule = (text) =>
  isSecretName(text) ? undefined : 'expected a letter, then at most 63 letters, digits, "_", "-", "."';

/** Reads `[security]`: what the author asks for and the limits. */
export function readSecurity(table: TableReader): { security: RequestedSecurity; limits: ResourceLimits } {
  const net = readNet(table);
  const fsAccess = readChoice(table, 'fs_access', ACCESS, 'none');
  const env = unique(table, table.texts('env', isVariable, MAX_REQUESTS), (text) => text);
  const secrets = unique(table, table.texts('secrets', isSecret, MAX_REQUESTS), (text) => text);
  const secretsRead = unique(table, table.texts('secrets_read', isSecret, MAX_REQUESTS), (text) => text);
  const isolation = readChoice(table, 'isolation', ISOLATIONS, 'shared');
  const limits = readLimits(table, fsAccess);
  table.close();
  return {
    security: {
      net,
      fsAccess,
      env,
      secrets,
      ...(secretsRead.length === 0 ? {} : { secretsRead }),
      ...(isolation === 'process' ? { isolation } : {}),
    },
    limits,
  };
}

function readNet(table: TableReader): readonly NetRule[] {
  const items = table.texts('net_allow_list', isNetRule, MAX_REQUESTS);
  const canonical = (text: string): string => {
    const rule = parseNetRule(text);
    return rule.ok ? formatNetRule(rule.value) : text;
  };
  return unique(table, items, canonical).flatMap((text) => {
    const rule = parseNetRule(text);
    return rule.ok ? [rule.value] : [];
  });
}

function readChoice<T extends string>(
  table: TableReader,
  key: string,
  choices: readonly T[],
  otherwise: T,
): T {
  const isChoice = (text: string): text is T => choices.some((choice) => choice === text);
  const text = table.text(key, (given) => (isChoice(given) ? undefined : `expected ${choices.join(', ')}`));
  return text !== undefined && isChoice(text) ? text : otherwise;
}

function readLimits(table: TableReader, fsAccess: FsAccess): ResourceLimits {
  const limit = (
    key: string,
    { default: otherwise, maximum }: { default: number; maximum: number },
  ): number => table.integer(key, maximum) ?? otherwise;
  const alone = fsAccess === 'sandbox';
  const concurrency = table.integer('max_concurrency', LIMIT_RANGES.maxConcurrency.maximum);
  if (alone && concurrency !== undefined && concurrency > 1) {
    const reason = `${concurrency} given, expected 1 with fs_access = "sandbox": one call at a time has the private folder`;
    table.report([...table.path, 'max_concurrency'], 'value', reason);
  }
  return {
    maxMemoryMb: limit('max_memory_mb', LIMIT_RANGES.maxMemoryMb),
    maxExecutionMs: limit('max_execution_ms', LIMIT_RANGES.maxExecutionMs),
    maxOutputKb: limit('max_output_kb', LIMIT_RANGES.maxOutputKb),
    maxStorageMb: limit('max_storage_mb', LIMIT_RANGES.maxStorageMb),
    maxConcurrency: concurrency ?? (alone ? 1 : LIMIT_RANGES.maxConcurrency.default),
  };
}

function unique(
  table: TableReader,
  items: readonly ListItem<string>[],
  canonical: (text: string) => string,
): readonly string[] {
  const seen = new Set<string>();
  for (const { value, path } of items) {
    const form = canonical(value);
    if (seen.has(form)) table.report(path, 'value', `"${form}" is there twice, expected each only once`);
    seen.add(form);
  }
  return [...seen];
}
