import { NO_PERMISSION, parseNetRule, type Permission } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { idleGrants, usablePermission } from '../../src/index.ts';
import { must } from '../support/fixtures.ts';

const all: Permission = {
  net: [must(parseNetRule('a.example.com'))],
  mounts: [{ name: 'work', hostPath: '/srv/work', mode: 'rw' }],
  privateFolder: true,
  env: ['LANG'],
};
const http = 'wasi:http/outgoing-handler@0.2.3';
const files = 'wasi:filesystem/types@0.2.3';
const environment = 'wasi:cli/environment@0.2.3';

describe('usablePermission', () => {
  it('is what is granted and imported', () => {
    expect(usablePermission([http, files, environment], all)).toEqual(all);
    expect(usablePermission([http], all)).toEqual({ ...NO_PERMISSION, net: all.net });
    expect(usablePermission([files], all)).toEqual({ ...all, net: [], env: [] });
    expect(usablePermission([http, files], NO_PERMISSION)).toEqual(NO_PERMISSION);
  });

  it('is nothing without imports, nor with such as are refused at every use', () => {
    expect(usablePermission([], all)).toEqual(NO_PERMISSION);
    expect(usablePermission(['wasi:sockets/tcp@0.2.0'], all).net).toEqual([]);
  });
});

describe('idleGrants', () => {
  it('names what was granted and cannot be used', () => {
    expect(idleGrants([http], all)).toEqual([
      'files (granted, not imported)',
      'environment (granted, not imported)',
    ]);
    expect(idleGrants([http, files, environment], all)).toEqual([]);
    expect(idleGrants([], NO_PERMISSION)).toEqual([]);
  });
});
