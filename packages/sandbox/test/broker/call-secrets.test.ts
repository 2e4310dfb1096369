import { describe, expect, it } from 'vitest';
import { err, kamiError, NO_PERMISSION, ok, type Permission } from '@kami/types';
import { createSecretReader } from '../../src/index.ts';

const permission: Permission = {
  ...NO_PERMISSION,
  secrets: [
    { use: 'read', name: 'token' },
    { use: 'header', name: 'key', scheme: 'https', host: 'a.test', port: 443 },
  ],
};

describe('the secrets of a call', () => {
  it('are not looked for where none was granted', async () => {
    const reader = createSecretReader({ get: () => Promise.reject(new Error('asked')) });
    expect(await reader.open(NO_PERMISSION)).toBeUndefined();
  });

  it('are those that were granted, as they are at its start', async () => {
    const values = new Map([
      ['token', 'value-of-token'],
      ['key', 'value-of-key'],
      ['other', 'value-of-other'],
    ]);
    const asked: string[] = [];
    const reader = createSecretReader({
      get: async (name) => {
        asked.push(name);
        return Promise.resolve(ok(values.get(name)));
      },
    });
    const call = await reader.open(permission);
    values.set('token', 'another-value');
    expect(asked).toEqual(['token', 'key']);
    expect(['token', 'key', 'other'].map((name) => call?.value(name))).toEqual([
      'value-of-token',
      'value-of-key',
      undefined,
    ]);
    expect(call?.redactor.text('value-of-token value-of-other')).toBe('[secret] value-of-other');
    expect((await reader.open(permission))?.value('token')).toBe('another-value');
  });

  it('are absent, with the reason, where they cannot be read', async () => {
    const failure = kamiError('KAMI_SECRETS_UNUSABLE', 'It is locked.');
    const reader = createSecretReader({
      get: async (name) => Promise.resolve(name === 'key' ? err(failure) : ok('value-of-token')),
    });
    const call = await reader.open(permission);
    expect(call?.failure).toBe(failure);
    expect(call?.value('key')).toBeUndefined();
    expect(call?.value('token')).toBe('value-of-token');
  });
});
