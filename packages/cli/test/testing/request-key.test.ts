import { createHash } from 'node:crypto';
import { parseDigest, type Digest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { requestKey } from '../../src/testing/request-key.ts';

function sha256(bytes: Uint8Array): Digest {
  const digest = parseDigest(createHash('sha256').update(bytes).digest('hex'));
  if (!digest.ok) throw new Error(digest.error.message);
  return digest.value;
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('requestKey', () => {
  it('tells methods, addresses and bodies apart', () => {
    const keyOf = requestKey([], sha256);
    const keys = [
      keyOf('GET', 'https://a/', bytes('')),
      keyOf('POST', 'https://a/', bytes('')),
      keyOf('GET', 'https://b/', bytes('')),
      keyOf('GET', 'https://a/', bytes('x')),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  it('is the same for a request and its recording, whatever the secret was', () => {
    const secret = 'tok-long-enough';
    const recorded = requestKey([], sha256)(
      'GET',
      `https://a/?k=${'*'.repeat(33)}`,
      bytes(`k=${'*'.repeat(33)}`),
    );
    const sent = requestKey([secret], sha256)('GET', `https://a/?k=${secret}`, bytes(`k=${secret}`));
    expect(sent).toBe(recorded);
    expect(sent).not.toContain(secret);
  });
});
