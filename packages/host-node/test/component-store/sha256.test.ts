import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/component-store/sha256.ts';

describe('sha256', () => {
  it('is the digest of FIPS 180-4', () => {
    const bytes = new TextEncoder().encode('abc');
    expect(sha256(bytes)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(bytes)).toBe(hash('sha256', bytes, 'hex'));
  });
});
