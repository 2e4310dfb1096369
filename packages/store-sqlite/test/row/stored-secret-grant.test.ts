import { describe, expect, it } from 'vitest';
import { isPermission } from '../../src/row/stored-forms.ts';
import { isStoredSecretGrant } from '../../src/row/stored-secret-grant.ts';

const HEADER = { use: 'header', name: 'key', scheme: 'https', host: 'api.test', port: 443 };

describe('a stored grant of a secret', () => {
  it.each([HEADER, { ...HEADER, header: 'x-key', port: 8443 }, { use: 'read', name: 'key' }])(
    '%j is one',
    (grant) => {
      expect(isStoredSecretGrant(grant)).toBe(true);
    },
  );

  it.each([
    null,
    'secret=key@api.test',
    { ...HEADER, name: 'no name' },
    { ...HEADER, scheme: 'ftp' },
    { ...HEADER, host: '*.api.test' },
    { ...HEADER, host: 'api.test/../evil' },
    { ...HEADER, host: 'API.test.' },
    { ...HEADER, port: '443' },
    { ...HEADER, port: 0 },
    { ...HEADER, header: 'host' },
    { ...HEADER, header: 'x\r\ny' },
    { use: 'write', name: 'key' },
    { use: 'read' },
  ])('%j is none', (grant) => {
    expect(isStoredSecretGrant(grant)).toBe(false);
    const permission = { net: [], mounts: [], privateFolder: false, env: [] };
    expect(isPermission(permission)).toBe(true);
    expect(isPermission({ ...permission, secrets: [grant] })).toBe(false);
  });
});
