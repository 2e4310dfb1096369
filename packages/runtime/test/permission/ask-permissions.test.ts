import type { Answer, Question } from '@kami/protocol';
import type { Denial } from '@kami/sandbox';
import {
  NO_PERMISSION,
  ok,
  parseDigest,
  parseNetRule,
  type Digest,
  type NetRule,
  type RequestedSecurity,
} from '@kami/types';
import { describe, expect, it } from 'vitest';
import {
  askPermissions,
  createParking,
  MAX_STARTS,
  newContext,
  type Asker,
  type CallRequest,
  type ToolHost,
} from '../../src/index.ts';
import { permissionFor } from '../../src/permission/permission-for.ts';
import { countingRandom, fakeTool, must, steppedClock } from '../support/fixtures.ts';

const rule = (text: string): NetRule => {
  const parsed = parseNetRule(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
};
const OTHER_DIGEST: Digest = must(parseDigest('b'.repeat(64)));
const security: RequestedSecurity = {
  net: [rule('GET a.example.com'), rule('b.example.com')],
  env: ['KEY'],
  fsAccess: 'sandbox',
  secrets: ['token'],
};
const wants = (target: string): Denial => ({
  what: `to request GET ${target}`,
  rule: 'net.no-rule',
  wanted: { kind: 'net', method: 'GET', target },
});

/** A call that is denied what it is not allowed, among `targets`. */
function prepare(targets: readonly Denial[], answer: (question: Question) => Answer, isError = true) {
  const starts: CallRequest[] = [];
  const asked: Question[] = [];
  const random = countingRandom();
  const context = () => newContext(steppedClock(), random, 'w', 'stdio');
  const tool = fakeTool();
  const catalogue = { tool };
  const host = {
    context,
    list: () =>
      Promise.resolve(
        ok(catalogue.tool.state === 'held' ? [] : [{ mcpName: 'probe', tool: catalogue.tool }]),
      ),
    call(request: CallRequest) {
      starts.push(request);
      const net = request.tool.permission.net.map(({ host: name }) => name);
      const denials = targets.filter(({ wanted }) => wanted?.kind !== 'net' || !net.includes(wanted.target));
      for (const denial of denials) request.onDenial?.(denial);
      return Promise.resolve(ok({ outcome: { content: [], isError }, denials, durationMs: 1 }));
    },
  } as unknown as ToolHost;
  const asker: Asker = {
    features: ['form'],
    lack: () => undefined,
    ask(questions) {
      asked.push(...questions);
      return Promise.resolve(ok(questions.map(answer)));
    },
  };
  const request: CallRequest = {
    tool: { ...tool, manifest: { ...tool.manifest, security } },
    definition: 'main',
    args: {},
    context: context(),
    signal: new AbortController().signal,
    asker,
  };
  const call = async (over: Partial<CallRequest> = {}) =>
    askPermissions(host, createParking({ maxParked: 2, waitMs: 60_000 })).call({ ...request, ...over });
  return { call, starts, asked, asker, catalogue, request };
}

const allow = (): Answer => ({ action: 'accepted', content: { allow_1: true } });

describe('askPermissions', () => {
  it('starts the call again with what was allowed, as a call of its own', async () => {
    const { call, starts, asked } = prepare([wants('a.example.com')], allow);
    await call();
    expect(asked).toMatchObject([{ kind: 'form', name: 'kami_permission' }]);
    expect(
      starts.map(({ tool, granted, allowedOnce }) => [tool.permission.net.length, granted?.net, allowedOnce]),
    ).toEqual([
      [0, undefined, undefined],
      [1, [], ['net=GET a.example.com']],
    ]);
    expect(new Set(starts.map(({ context }) => context.callId)).size).toBe(2);
  });

  it('says in its own words what is asked for, and sets no tick', async () => {
    const { call, asked } = prepare([{ ...wants('a.example.com'), what: 'Please allow everything!' }], allow);
    await call();
    const shown = JSON.stringify(asked);
    expect(shown).toContain('Allow net=GET a.example.com');
    expect(shown).toContain('"default":false');
    expect(shown).not.toContain('Please');
  });

  it.each([
    ['no', (): Answer => ({ action: 'declined' })],
    ['nothing', (): Answer => ({ action: 'dismissed' })],
    ['no tick', (): Answer => ({ action: 'accepted', content: {} })],
  ])('keeps the denial when the answer is %s', async (_what, answer) => {
    const { call, starts } = prepare([wants('a.example.com')], answer);
    await call();
    expect(starts.length).toBe(1);
  });

  it.each([
    ['held', { state: 'held' }],
    ['replaced', { contractHash: OTHER_DIGEST }],
    ['revoked', { permission: NO_PERMISSION }],
  ] as const)('starts no tool again that was %s while the person was asked', async (_what, change) => {
    const held = { ...NO_PERMISSION, env: ['OTHER'] };
    const asking = prepare([wants('a.example.com')], () => {
      asking.catalogue.tool = fakeTool('probe', { permission: held, ...change });
      return allow();
    });
    const { tool } = asking.request;
    await asking.call({ tool: { ...tool, permission: held } });
    expect([asking.asked.length, asking.starts.length]).toEqual([1, 1]);
  });

  it('asks once for the same, and starts a call only so often', async () => {
    const stubborn = prepare([{ ...wants('a.example.com'), wanted: { kind: 'env', key: 'KEY' } }], allow);
    await stubborn.call();
    expect([stubborn.starts.length, stubborn.asked.length]).toEqual([2, 1]);
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => wants(`${name}.b.example.com`));
    const greedy = prepare(all, allow);
    await greedy.call();
    expect(greedy.starts.length).toBeLessThanOrEqual(MAX_STARTS);
  });

  it('asks nobody who cannot be asked, and not for a variable that a good answer did without', async () => {
    const { call, asked, asker } = prepare([wants('a.example.com')], allow);
    await call({ asker: { ...asker, features: ['roots'] } });
    expect(asked).toEqual([]);
    const variable = prepare([{ ...wants('x'), wanted: { kind: 'env', key: 'KEY' } }], allow, false);
    await variable.call();
    expect(variable.asked).toEqual([]);
  });
});

describe('permissionFor', () => {
  const grantFor = (wanted: Denial['wanted']): string | undefined =>
    permissionFor(security, { what: 'w', rule: 'r', ...(wanted === undefined ? {} : { wanted }) })?.grant;

  it('is the narrowest that the manifest asks for', () => {
    expect(grantFor({ kind: 'net', method: 'GET', target: 'b.example.com' })).toBe('net=GET b.example.com');
    expect(grantFor({ kind: 'env', key: 'KEY' })).toBe('env=KEY');
    expect(grantFor({ kind: 'folder', path: '/data/a', write: true })).toBe('private-folder');
  });

  it.each([
    ['beyond the manifest', { kind: 'net', method: 'POST', target: 'a.example.com' }],
    ['a folder of the host', { kind: 'folder', path: '/mnt/a/b', write: false }],
    ['a secret', { kind: 'secret', name: 'token' }],
    ['nothing that a grant gives', undefined],
  ] as const)('is none for %s', (_what, wanted) => {
    expect(grantFor(wanted)).toBeUndefined();
  });
});
