import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kamiError, type SecretGrant, type SecretHeader } from '@kami/types';
import type { CallSecrets } from '../../src/index.ts';
import { createRedactor } from '../../src/index.ts';
import { addSecretHeaders } from '../../src/broker/secret-headers.ts';

const VALUE = 'value-of-the-secret';
const grant: SecretHeader = { use: 'header', name: 'key', scheme: 'https', host: 'api.test', port: 443 };
const secretsOf = (values: Readonly<Record<string, string>>, failed = false): CallSecrets => ({
  value: (name) => values[name],
  failure: failed ? kamiError('KAMI_SECRETS_UNUSABLE', 'It is locked.') : undefined,
  redactor: createRedactor(Object.values(values)),
});
const SET = secretsOf({ key: VALUE });
const add = (
  url: string,
  headers: readonly (readonly [string, string])[] = [],
  grants: readonly SecretGrant[] = [grant],
) => addSecretHeaders(grants, SET, url, headers);

describe('adding secrets to a request', () => {
  it('adds one to the origin of its grant, as a bearer token or as it is', () => {
    expect(add('https://api.test/a?b')).toEqual({
      ok: true,
      value: {
        carriesSecret: true,
        headers: [
          ['accept-encoding', 'identity'],
          ['authorization', `Bearer ${VALUE}`],
        ],
      },
    });
    const raw = add('https://API.test.:443/', [['Accept-Encoding', 'gzip']], [{ ...grant, header: 'x-key' }]);
    expect(raw.ok && raw.value.headers).toEqual([
      ['accept-encoding', 'identity'],
      ['x-key', VALUE],
    ]);
  });

  it.each([
    'http://api.test/',
    'https://api.test:8443/',
    'https://www.api.test/',
    'https://api.test.evil.test/',
    'https://evil.test/https://api.test/',
    'https://evil.test/?https://api.test',
    'https://evil.test#@api.test/',
    'no address',
  ])('adds nothing to %s', (url) => {
    const headers = [['accept-encoding', 'gzip']] as const;
    expect(add(url, headers)).toEqual({ ok: true, value: { headers, carriesSecret: false } });
  });

  it('adds nothing for a secret that may only be read', () => {
    const read = add('https://api.test/', [], [{ use: 'read', name: 'key' }]);
    expect(read).toMatchObject({ ok: true, value: { carriesSecret: false } });
  });

  it('refuses a field of the tool, a secret that is not there, and one that is no field value', () => {
    expect(add('https://api.test/', [['AUTHORIZATION', 'x']])).toMatchObject({
      ok: false,
      error: { rule: 'secret.field-taken' },
    });
    const missing = addSecretHeaders([grant], undefined, 'https://api.test/', []);
    expect(missing).toMatchObject({
      ok: false,
      error: { rule: 'secret.not-set', hint: 'kami secret set key' },
    });
    const locked = addSecretHeaders([grant], secretsOf({}, true), 'https://api.test/', []);
    expect(locked).toMatchObject({ ok: false, error: { rule: 'secret.unreadable' } });
    for (const value of ['two lines\nof text', 'carriage\rreturn', 'ünicode value', ' spaces around '])
      expect(addSecretHeaders([grant], secretsOf({ key: value }), 'https://api.test/', [])).toMatchObject({
        ok: false,
        error: { rule: 'secret.no-header' },
      });
  });

  it('never gives the secret to a request whose URL is of another origin', () => {
    const part = fc.constantFrom(
      'https:',
      'http:',
      '//',
      'api.test',
      'evil.test',
      ':443',
      ':80',
      '@',
      '/',
      '#',
      '?',
      '.',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const url = parts.join('');
        const added = add(url);
        if (!JSON.stringify(added).includes(VALUE)) return;
        expect(new URL(url).origin.replace('.test.', '.test')).toBe('https://api.test');
      }),
      { numRuns: 3000 },
    );
  });
});
