import { resolve } from 'node:path';
import type { TrustTable } from '@kami/config';
import type { SignatureMode, TrustPolicy, TrustRule } from '@kami/registry';

/** The policy of signatures that a configuration says; the keys are read where a table names any. */
export async function composeTrustPolicy(
  tables: readonly TrustTable[],
  otherwise: SignatureMode,
  home: string,
): Promise<TrustPolicy> {
  return { rules: await Promise.all(tables.map((table) => toRule(table, home))), otherwise };
}

async function toRule(
  { name, sources, mode, keys, identities }: TrustTable,
  home: string,
): Promise<TrustRule> {
  if (keys.length === 0) return { name, sources, mode, identities, keys: [], unreadable: [] };
  const { readPublicKey } = await import('@kami/signature-sigstore/keys');
  const read = await Promise.all(keys.map((file) => readPublicKey(resolve(home, file))));
  return {
    name,
    sources,
    mode,
    identities,
    keys: read.flatMap((key) => (key.ok ? [key.value] : [])),
    unreadable: read.flatMap((key) => (key.ok ? [] : [key.error])),
  };
}
