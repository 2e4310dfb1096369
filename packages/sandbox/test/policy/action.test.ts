import { parseToolId, parseToolName, type SecretGrant } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { capabilityGate, createChecker, netGrantTarget, type Action, type Gate } from '../../src/index.ts';
import { mountGrantCommand, netGrantCommand, writableGrantCommand } from '../../src/policy/grant-command.ts';

function subject() {
  const id = parseToolId('dev.example.probe');
  const name = parseToolName('probe');
  if (!id.ok || !name.ok) throw new Error('fixture');
  return { id: id.value, name: name.value };
}

const tool = subject();
const request: Action = {
  kind: 'net.request',
  tool,
  method: 'GET',
  url: 'https://api.example.com/v1',
  rules: [],
};

describe('createChecker', () => {
  it('denies when no gate has an opinion', async () => {
    expect(await createChecker([])(request)).toMatchObject({ effect: 'deny', rule: 'default.deny' });
  });

  it('takes the first opinion', async () => {
    const silent: Gate = () => Promise.resolve(undefined);
    const allow: Gate = () => Promise.resolve({ effect: 'allow', rule: 'first', labels: [] });
    const deny: Gate = () => Promise.resolve({ effect: 'deny', rule: 'second', labels: [] });
    expect(await createChecker([silent, allow, deny])(request)).toMatchObject({
      effect: 'allow',
      rule: 'first',
    });
    expect(await createChecker([silent, deny, allow])(request)).toMatchObject({
      effect: 'deny',
      rule: 'second',
    });
  });
});

describe('capabilityGate', () => {
  it('names the exact grant of a refused request', async () => {
    expect(await capabilityGate(request)).toMatchObject({
      effect: 'deny',
      rule: 'net.no-rule',
      hint: 'kami grant probe net=api.example.com',
    });
  });

  it('allows what a rule covers', async () => {
    const rule = {
      methods: [],
      scheme: 'https',
      host: 'api.example.com',
      subdomains: false,
      port: 443,
    } as const;
    expect(await capabilityGate({ ...request, rules: [rule] })).toMatchObject({ effect: 'allow' });
  });

  it('never allows sockets, and says that no grant can', async () => {
    const verdict = await capabilityGate({ kind: 'socket.use', tool, address: '1.2.3.4:80' });
    expect(verdict).toEqual({ effect: 'deny', rule: 'sockets.never', labels: [] });
  });

  it('names the mount that a path needs', async () => {
    expect(await capabilityGate({ kind: 'fs.access', tool, path: '/mnt/docs/a.txt' })).toMatchObject({
      effect: 'deny',
      hint: 'kami grant probe fs=docs=DIR',
    });
  });

  it('lets tools be called', async () => {
    expect(
      await capabilityGate({ kind: 'tool.call', tool, definition: 'x', principal: 'stdio' }),
    ).toMatchObject({ effect: 'allow' });
  });

  it('lets a secret be read by the grant to read it alone, and names the command', async () => {
    const header = { use: 'header', name: 'token', scheme: 'https', host: 'a.test', port: 443 } as const;
    const read = { use: 'read', name: 'token' } as const;
    const check = async (name: string, grants: readonly SecretGrant[]) =>
      capabilityGate({ kind: 'secret.read', tool, name, grants });
    expect(await check('token', [header])).toMatchObject({
      effect: 'deny',
      rule: 'secret.not-granted',
      hint: 'kami grant probe secret-read=token',
    });
    expect(await check('Token', [header, read])).toMatchObject({ effect: 'deny' });
    expect(await check('token', [header, read])).toMatchObject({ effect: 'allow' });
    expect((await check('no name; rm', [read]))?.hint).toBeUndefined();
  });
});

describe('grant commands', () => {
  it.each([
    ['http://localhost:8080/x', 'http://localhost:8080'],
    ['https://API.example.com./', 'api.example.com'],
    ['https://api.example.com:443/', 'api.example.com'],
    ['ftp://example.com/', undefined],
    ['nonsense', undefined],
  ])('%s is allowed by %s', (url, target) => {
    expect(netGrantTarget(url)).toBe(target);
    expect(netGrantCommand(tool.name, url)).toBe(
      target === undefined ? undefined : `kami grant probe net=${target}`,
    );
  });

  it('makes a lent folder writable by its name alone', () => {
    expect(writableGrantCommand(tool.name, 'docs')).toBe('kami grant probe fs=docs=:rw');
  });

  it.each(['/etc/passwd', '/mnt', '/mnt/../etc', '/data/x'])(
    '%s needs no mount that could be lent',
    (path) => {
      expect(mountGrantCommand(tool.name, path)).toBeUndefined();
    },
  );
});
