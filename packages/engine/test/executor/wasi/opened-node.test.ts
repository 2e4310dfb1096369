import { describe, expect, it } from 'vitest';
import type { FsStat } from '@kami/protocol';
import { pathProblem, openNode } from '../../../src/executor/wasi/filesystem/open-node.ts';
import { createTestGuest, type TestHost } from '../test-guest.ts';

const STAT: FsStat = {
  type: 'regular-file',
  size: 5,
  linkCount: 1,
  accessedNanos: '0',
  modifiedNanos: '0',
  changedNanos: '0',
  identity: 'a',
};
const READ = {
  create: false,
  exclusive: false,
  truncate: false,
  directory: false,
  write: false,
  followLinks: true,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function host(): TestHost {
  return createTestGuest((call) => {
    if (call.op === 'fs.open')
      return [{ ok: 'open', handle: 70, stat: STAT }, call.flags.write ? new Uint8Array(0) : bytes('first')];
    if (call.op === 'fs.read') return [{ ok: 'read', end: false }, bytes('later')];
    if (call.op === 'fs.stat') return { ok: 'stat', stat: { ...STAT, size: 9 } };
    return { ok: 'cancelled', value: false };
  });
}

describe('openNode', () => {
  it('serves what came with the reply until the next host call, and asks afterwards', () => {
    const { guest, calls } = host();
    const node = openNode(guest, 1, 'a.txt', READ);
    if (!node.ok) throw new Error(node.error);
    expect(node.value.stat()).toMatchObject({ value: { size: 5 } });
    expect(node.value.read(1n, 3)).toEqual({ ok: true, value: bytes('irs') });
    expect(node.value.read(5n, 3)).toEqual({ ok: true, value: new Uint8Array(0) });
    expect(calls).toHaveLength(1);
    guest.host.call({ op: 'cancelled' });
    expect(node.value.read(0n, 5)).toEqual({ ok: true, value: bytes('later') });
    expect(node.value.stat()).toMatchObject({ value: { size: 9 } });
    expect(calls.map(({ op }) => op)).toEqual(['fs.open', 'cancelled', 'fs.read', 'fs.stat']);
  });

  it('reads nothing ahead of a file that is opened for writing', () => {
    const { guest, calls } = host();
    const node = openNode(guest, 1, 'a.txt', { ...READ, write: true });
    expect(node.ok && node.value.read(0n, 5)).toEqual({ ok: true, value: bytes('later') });
    expect(calls).toHaveLength(2);
  });

  it('asks for no path that the host would take for a violation', () => {
    const { guest, calls } = host();
    expect(openNode(guest, 1, 'x'.repeat(5000), READ)).toEqual({ ok: false, error: 'name-too-long' });
    expect(pathProblem(guest, 'a\0b')).toBe('invalid');
    expect(pathProblem(guest, '\ud800')).toBe('illegal-byte-sequence');
    expect(pathProblem(guest, 'a/b')).toBeUndefined();
    expect(calls.map((call) => ({ ...call, detail: undefined }))).toEqual(
      Array.from({ length: 3 }, () => ({ op: 'denied', capability: 'path-form', detail: undefined })),
    );
  });
});
