import { describe, expect, it } from 'vitest';
import { isSameOrigin, originJson, originLines } from '../../src/commands/tool-origin.ts';

const HEX = 'ab'.repeat(32);
const OCI = `oci://ghcr.io/a/b:1@sha256:${HEX}`;
const WEB = `https://example.com/a.wasm#sha256=${HEX}`;

describe('originJson', () => {
  it('takes a source apart', () => {
    expect(originJson('./tool')).toEqual({ kind: 'path', path: './tool' });
    expect(originJson('ftp://x')).toEqual({ kind: 'path', path: 'ftp://x' });
    expect(originJson(WEB)).toEqual({
      kind: 'web',
      url: 'https://example.com/a.wasm',
      digest: `sha256:${HEX}`,
    });
    expect(originJson(OCI)).toEqual({
      kind: 'oci',
      registry: 'ghcr.io',
      repository: 'a/b',
      tag: '1',
      digest: `sha256:${HEX}`,
    });
    expect(originJson('oci://ghcr.io/a/b')).toMatchObject({ tag: 'latest', digest: null });
  });
});

describe('originLines', () => {
  it('shows what was named, and what it stood for', () => {
    expect(originLines('./tool')).toEqual([['source', './tool']]);
    expect(originLines(WEB)).toEqual([
      ['source', 'https://example.com/a.wasm'],
      ['resolved', `sha256:${HEX}`],
    ]);
    expect(originLines(OCI)).toEqual([
      ['source', 'oci://ghcr.io/a/b:1'],
      ['resolved', `sha256:${HEX}`],
    ]);
  });
});

describe('isSameOrigin', () => {
  it('records another address anew, and another path not', () => {
    expect(isSameOrigin(OCI, OCI)).toBe(true);
    expect(isSameOrigin('./a', './b')).toBe(true);
    expect(isSameOrigin('./a', OCI)).toBe(false);
    expect(isSameOrigin(WEB, OCI)).toBe(false);
  });
});
