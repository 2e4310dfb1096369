import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSourceAddress, isSourcePattern, normalizeSourceAddress } from '../../src/index.ts';
import { matchesSource } from '../../src/signature/source-pattern.ts';

describe('isSourcePattern', () => {
  it.each([
    '*',
    '/srv/tools/*',
    'oci://ghcr.io/acme/*',
    'oci://*',
    'https://acme.dev/tool.wasm',
    'oci://localhost:5000/x',
    'C:\\tools\\*',
  ])('takes %s', (text) => expect(isSourcePattern(text)).toBe(true));
  it.each([
    '',
    'tools/*',
    './tools',
    'oci://ghcr.io*',
    'oci://*.io/x',
    'oci://u@ghcr.io/x',
    'ghcr.io/acme',
    `/${'a'.repeat(2000)}`,
  ])('refuses %j', (text) => expect(isSourcePattern(text)).toBe(false));
});

describe('a source in its normal form', () => {
  it.each([
    ['oci://GHCR.io/acme/x:1', 'oci://ghcr.io/acme/x:1'],
    ['OCI://ghcr.io/acme/../evil/x', 'oci://ghcr.io/evil/x'],
    ['https://acme.dev/%2e%2e/x', 'https://acme.dev/x'],
    ['https://ghcr.io@evil.test/x', 'https://evil.test/x'],
    ['https://acme.dev:443/x?a=b#c', 'https://acme.dev/x?a=b'],
    ['oci://', 'oci://'],
    ['oci://ghcr.io./acme/x', 'oci://ghcr.io/acme/x'],
    ['oci://ghcr.io:443/acme/x', 'oci://ghcr.io/acme/x'],
    ['oci://%67hcr.io/acme/x', 'oci://ghcr.io/acme/x'],
    ['oci://ghcr.io:5000/acme/x', 'oci://ghcr.io:5000/acme/x'],
    ['https://acme.dev./x', 'https://acme.dev/x'],
    ['https://acme.dev/%74ools/a%2fb', 'https://acme.dev/tools/a%2Fb'],
  ])('of %s is %s', (source, normal) => {
    expect(isSourceAddress(source)).toBe(true);
    expect(normalizeSourceAddress(source)).toBe(normal);
  });

  it('is about an address of any length, and about a host however it is written in the rule', () => {
    const long = normalizeSourceAddress(`https://acme.dev/tools/x?${'\u{10348}'.repeat(1000)}`);
    expect(matchesSource('https://acme.dev/tools/*', long)).toBe(true);
    expect(matchesSource('oci://GHCR.io:443/Acme/*', 'oci://ghcr.io/Acme/x')).toBe(true);
    expect(matchesSource('oci://GHCR.io/Acme/*', 'oci://ghcr.io/acme/x')).toBe(false);
  });

  it('never fits the rule of a host that it is not on', () => {
    const host = fc.stringMatching(/^[a-z]{1,8}(?:\.[a-z]{1,8}){0,3}$/u);
    fc.assert(
      fc.property(fc.constantFrom('oci', 'https'), host, fc.webPath(), (scheme, other, path) => {
        const source = normalizeSourceAddress(`${scheme}://${other}${path}`);
        return other === 'ghcr.io' || !matchesSource(`${scheme}://ghcr.io/*`, source);
      }),
    );
    expect(matchesSource('oci://ghcr.io/*', normalizeSourceAddress('oci://ghcr.io.evil.test/x'))).toBe(false);
  });
});
