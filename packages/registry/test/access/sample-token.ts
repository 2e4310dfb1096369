import type { AccessToken } from '@kami/registry';
import { parseDigest } from '@kami/types';
import { valueOf } from '../sample-tool.ts';

/** A token that holds. */
export function sampleToken(change: Partial<AccessToken> = {}): AccessToken {
  return {
    id: '0123456789ab',
    name: 'laptop',
    secretHash: valueOf(parseDigest('e'.repeat(64))),
    tools: [],
    createdAt: '2026-11-21T10:00:00.000000Z',
    ...change,
  };
}
