import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGrant } from '../../src/index.ts';

describe('parseGrant', () => {
  it('reads a network rule', () => {
    expect(parseGrant('net=GET,HEAD https://api.example.com:8443')).toEqual({
      ok: true,
      value: {
        kind: 'net',
        rule: {
          methods: ['GET', 'HEAD'],
          scheme: 'https',
          host: 'api.example.com',
          subdomains: false,
          port: 8443,
        },
      },
    });
  });

  it.each([
    ['fs=docs=/srv/docs', { name: 'docs', folder: '/srv/docs', mode: 'ro' }],
    ['fs=docs=/srv/docs:rw', { name: 'docs', folder: '/srv/docs', mode: 'rw' }],
    ['fs=docs=/srv/docs:ro', { name: 'docs', folder: '/srv/docs', mode: 'ro' }],
    ['fs=/srv/My Docs', { name: 'my-docs', folder: '/srv/My Docs', mode: 'ro' }],
    // A suffix counts only when it is exactly that.
    ['fs=x=/srv/a:rwx', { name: 'x', folder: '/srv/a:rwx', mode: 'ro' }],
    ['fs=./data', { name: 'data', folder: './data', mode: 'ro' }],
  ])('reads the folder %s', (text, mount) => {
    expect(parseGrant(text)).toEqual({ ok: true, value: { kind: 'mount', ...mount } });
  });

  it('reads the private folder', () => {
    expect(parseGrant('private-folder')).toEqual({ ok: true, value: { kind: 'private-folder' } });
    expect(parseGrant('private-folder=x').ok).toBe(false);
  });

  it('reads a variable', () => {
    expect(parseGrant('env=API_KEY')).toEqual({ ok: true, value: { kind: 'env', key: 'API_KEY' } });
  });

  it.each([
    ['secret-read=token', { use: 'read', name: 'token' }],
    ['secret=key@api.test', { use: 'header', name: 'key', scheme: 'https', host: 'api.test', port: 443 }],
    ['secret=key@http://localhost:8080:X-Key', { scheme: 'http', port: 8080, header: 'x-key' }],
    ['secret=key@http://192.168.1.7', { scheme: 'http', host: '192.168.1.7' }],
    ['secret=key@http://[::1]', { scheme: 'http', host: '[::1]' }],
  ])('reads the secret of %s', (text, grant) => {
    expect(parseGrant(text)).toMatchObject({ ok: true, value: { kind: 'secret', grant } });
  });

  it.each([
    ['secret=key@http://api.test', 'without TLS'],
    ['secret=key@http://93.184.216.34', 'without TLS'],
    ['secret=key@http://localhost.evil.test', 'without TLS'],
    ['secret=key', 'NAME@HOST'],
    ['secret=key@*.api.test', 'NAME@HOST'],
    ['secret-read=key@api.test', 'name of a secret'],
    ['secret-read=', 'name of a secret'],
  ])('refuses %s', (text, reason) => {
    const read = parseGrant(text);
    expect(read.ok ? '' : read.error.message).toContain(reason);
  });

  it('takes a mount without a folder for a change of its mode', () => {
    expect(parseGrant('fs=docs=:rw')).toEqual({
      ok: true,
      value: { kind: 'mount-mode', name: 'docs', mode: 'rw' },
    });
    expect(parseGrant('fs=docs=:ro')).toEqual({
      ok: true,
      value: { kind: 'mount-mode', name: 'docs', mode: 'ro' },
    });
    expect(parseGrant('fs=docs=').ok).toBe(false);
    expect(parseGrant('fs=:rw').ok).toBe(false);
  });

  it.each(['', 'net', 'net=*', 'net=*.com', 'fs=', 'fs=/', 'env=a b', 'shell=all', 'env=', 'net=host/path'])(
    'refuses %j with what it expects',
    (text) => {
      const result = parseGrant(text);
      expect(result).toMatchObject({
        ok: false,
        error: { code: 'KAMI_USAGE', hint: expect.stringContaining('net=') as string },
      });
    },
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseGrant(text).ok === 'boolean'));
  });
});
