import { parseToolId, parseToolName } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWantedCapability, plainPath, wantedBy, type Action } from '../../src/index.ts';

const id = parseToolId('dev.example.probe');
const name = parseToolName('probe');
if (!id.ok || !name.ok) throw new Error('fixture');
const tool = { id: id.value, name: name.value };

describe('wantedBy', () => {
  it.each<[Action, unknown]>([
    [
      { kind: 'net.request', tool, method: 'POST', url: 'http://A.test:81/x?key=1', rules: [] },
      { kind: 'net', method: 'POST', target: 'http://a.test:81' },
    ],
    [{ kind: 'net.request', tool, method: 'GET', url: 'ftp://a.test/', rules: [] }, undefined],
    [
      { kind: 'fs.access', tool, path: '/mnt/a/../b//./c', write: true },
      { kind: 'folder', path: '/mnt/b/c', write: true },
    ],
    [
      { kind: 'fs.access', tool, path: '/x' },
      { kind: 'folder', path: '/x', write: false },
    ],
    [
      { kind: 'secret.read', tool, name: 'token', grants: [] },
      { kind: 'secret', name: 'token' },
    ],
    [{ kind: 'socket.use', tool, address: 'tcp' }, undefined],
  ])('of %j', (action, wanted) => {
    expect(wantedBy(action)).toEqual(wanted);
  });

  it('gives what is read back from an event', () => {
    const action: fc.Arbitrary<Action> = fc
      .record({ path: fc.string({ unit: 'binary', maxLength: 80 }), write: fc.boolean() })
      .map((given) => ({ kind: 'fs.access', tool, ...given }));
    fc.assert(
      fc.property(action, (one) => {
        const wanted = wantedBy(one);
        expect(parseWantedCapability(JSON.parse(JSON.stringify(wanted)))).toEqual({
          ok: true,
          value: wanted,
        });
      }),
    );
  });
});

describe('plainPath', () => {
  it('never leaves the root and has no part that means another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', '', 'a', 'b')), (parts) => {
        const path = plainPath(`/${parts.join('/')}`);
        return path.startsWith('/') && !/(?:^|\/)\.{1,2}(?:\/|$)|\/\/|.\/$/.test(path);
      }),
    );
  });
});

describe('parseWantedCapability', () => {
  it.each([
    undefined,
    null,
    {},
    { kind: 'other' },
    { kind: 'net', method: 'GET' },
    { kind: 'folder', path: '/x', write: 1 },
    { kind: 'env', key: 'A', more: 1 },
  ])('refuses %j', (value) => {
    expect(parseWantedCapability(value).ok).toBe(false);
  });
});
