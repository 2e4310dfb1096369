import { describe, expect, it } from 'vitest';
import { isResolutionOf } from '@kami/registry';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;

describe('isResolutionOf', () => {
  it.each([
    ['oci://ghcr.io/acme/notes:1', `oci://ghcr.io/acme/notes:1@${digest}`],
    ['oci://ghcr.io/acme/notes', `oci://ghcr.io/acme/notes:latest@${digest}`],
    [`oci://ghcr.io/acme/notes@${digest}`, `oci://ghcr.io/acme/notes@${digest}`],
    ['https://acme.example/notes.wasm', `https://acme.example/notes.wasm#sha256=${'a'.repeat(64)}`],
  ])('takes the digest of what %s stood for', (source, resolved) => {
    expect(isResolutionOf(resolved, source)).toBe(true);
  });

  it.each([
    ['another registry', 'oci://ghcr.io/acme/notes:1', `oci://evil.example/acme/notes:1@${digest}`],
    ['another repository', 'oci://ghcr.io/acme/notes:1', `oci://ghcr.io/evil/notes:1@${digest}`],
    ['another tag', 'oci://ghcr.io/acme/notes:1', `oci://ghcr.io/acme/notes:0@${digest}`],
    ['another digest', `oci://ghcr.io/acme/notes@${digest}`, `oci://ghcr.io/acme/notes@${other}`],
    ['another kind', 'oci://ghcr.io/acme/notes:1', 'https://ghcr.io/acme/notes:1'],
    ['a path', 'oci://ghcr.io/acme/notes:1', '/tmp/evil'],
    ['an address for a path', './notes', `oci://evil.example/notes:1@${digest}`],
    ['a path for a path', './notes', './notes'],
    ['another page', 'https://acme.example/a.wasm', 'https://acme.example/b.wasm'],
  ])('refuses %s', (_, source, resolved) => {
    expect(isResolutionOf(resolved, source)).toBe(false);
  });
});
