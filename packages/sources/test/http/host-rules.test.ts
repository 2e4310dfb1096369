import { describe, expect, it } from 'vitest';
import { closedHost, isPlainHost, opensPrivateHost, ruleFor } from '../../src/http/host-rules.ts';

const NAMED = { private: ['registry.internal:5000', '10.0.0.5'], plainHttp: ['localhost:5000', '[::1]:80'] };

describe('ruleFor', () => {
  it.each([
    ['https://ghcr.io/v2/', { scheme: 'https', host: 'ghcr.io', port: 443 }],
    ['https://GHCR.io.:8443/', { scheme: 'https', host: 'ghcr.io', port: 8443 }],
    ['https://10.0.0.5/', { scheme: 'https', host: '10.0.0.5', port: 443 }],
    ['https://registry.internal:5000/', { scheme: 'https', host: 'registry.internal', port: 5000 }],
    ['http://localhost:5000/', { scheme: 'http', host: 'localhost', port: 5000 }],
    ['http://[::1]/', { scheme: 'http', host: '[::1]', port: 80 }],
  ])('allows %s by a rule for its origin alone', (url, rule) => {
    expect(ruleFor(new URL(url), NAMED)).toEqual({
      ok: true,
      value: { methods: [], subdomains: false, ...rule },
    });
  });

  it.each([
    'http://ghcr.io/',
    'http://registry.internal:5000/',
    'http://localhost:5001/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://10.0.0.5:444/',
    'https://169.254.169.254/',
    'https://[::ffff:127.0.0.1]/',
    'https://user@ghcr.io/',
    'ftp://ghcr.io/',
    'file:///etc/passwd',
  ])('refuses %s', (url) => {
    expect(ruleFor(new URL(url), NAMED)).toMatchObject({ ok: false, error: { code: 'KAMI_DENIED' } });
  });
});

describe('opensPrivateHost', () => {
  it('opens what the configuration names, at its port alone', () => {
    expect(opensPrivateHost('registry.internal', 5000, NAMED)).toBe(true);
    expect(opensPrivateHost('10.0.0.5', 443, NAMED)).toBe(true);
    expect(opensPrivateHost('::1', 80, NAMED)).toBe(true);
    expect(opensPrivateHost('registry.internal', 443, NAMED)).toBe(false);
    expect(opensPrivateHost('internal', 5000, NAMED)).toBe(false);
  });
});

describe('isPlainHost', () => {
  it('knows hosts without TLS by name and port', () => {
    expect(isPlainHost('localhost:5000', NAMED)).toBe(true);
    expect(isPlainHost('localhost', NAMED)).toBe(false);
    expect(isPlainHost('registry.internal:5000', NAMED)).toBe(false);
    expect(isPlainHost('a b', NAMED)).toBe(false);
  });
});

describe('closedHost', () => {
  it('says which setting opens a host', () => {
    expect(closedHost('10.0.0.9').hint).toContain('private = ["10.0.0.9"]');
  });
});
