import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSource, parseSource } from '../../src/index.ts';

const HEX = 'ab'.repeat(32);

describe('parseSource', () => {
  it('takes for a path what begins as no address', () => {
    for (const path of ['.', './tool', '/a/b.wasm', 'C:\\tool', 'a:b', 'tool.tgz'])
      expect(parseSource(path)).toEqual({ ok: true, value: { kind: 'path', path } });
  });

  it.each([
    ['oci://ghcr.io/a/b', { registry: 'ghcr.io', repository: 'a/b', tag: 'latest' }],
    ['oci://GHCR.io/a/b:1.0', { registry: 'ghcr.io', repository: 'a/b', tag: '1.0' }],
    [
      `oci://localhost:5000/a@sha256:${HEX}`,
      { registry: 'localhost:5000', repository: 'a', digest: `sha256:${HEX}` },
    ],
    [
      `oci://[::1]:5000/a:x@sha256:${HEX}`,
      { registry: '[::1]:5000', repository: 'a', tag: 'x', digest: `sha256:${HEX}` },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseSource(text)).toEqual({ ok: true, value: { kind: 'oci', ...expected } });
  });

  it('reads an address with the digest behind it', () => {
    expect(parseSource(`https://example.com/a.tgz?x=1#sha256=${HEX}`)).toEqual({
      ok: true,
      value: { kind: 'web', url: 'https://example.com/a.tgz?x=1', sha256: HEX },
    });
  });

  it.each([
    'ftp://example.com/a',
    'file:///etc/passwd',
    'https://u:p@example.com/a.wasm',
    'https://example.com/a.wasm#other',
    'https://',
    'oci://ghcr.io',
    'oci://u:p@ghcr.io/a',
    'oci://ghcr.io/A/b',
    'oci://ghcr.io/a/../b',
    'oci://ghcr.io/a:',
    'oci://ghcr.io/a@sha256:12',
    'oci://ghcr.io:99999/a',
    `https://example.com/${'a'.repeat(3000)}`,
  ])('refuses %s', (text) => {
    expect(parseSource(text)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });

  it('never shows the password of an address', () => {
    const parsed = parseSource('https://user:hunter2@example.com/a.wasm');
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  it('reads back what formatSource writes', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}(?:[._-][a-z0-9]{1,8}){0,2}$/u);
    fc.assert(
      fc.property(
        fc.record(
          {
            repository: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
            tag: fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,20}$/u),
            digest: fc.stringMatching(/^[0-9a-f]{64}$/u).map((hex) => `sha256:${hex}`),
          },
          { requiredKeys: ['repository', 'tag'] },
        ),
        (parts) => {
          const source = { kind: 'oci', registry: 'registry.example:5000', ...parts } as const;
          expect(parseSource(formatSource(source))).toEqual({ ok: true, value: source });
        },
      ),
    );
  });
});
