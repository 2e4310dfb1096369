import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LIMITS,
  err,
  kamiError,
  NO_PERMISSION,
  ok,
  parseNetRule,
  parseToolId,
  parseToolName,
  type KamiError,
  type Permission,
  type Result,
  type SecretGrant,
} from '@kami/types';
import {
  capabilityGate,
  createBroker,
  createChecker,
  type BrokerPorts,
  type Denial,
  type EgressPart,
  type EgressRequest,
} from '../../src/index.ts';

const NONE = new Uint8Array(0);
const VALUE = 'value-of-the-secret';
const READ: SecretGrant = { use: 'read', name: 'key' };
const HEADER: SecretGrant = { use: 'header', name: 'key', scheme: 'https', host: 'api.test', port: 443 };

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const jail: BrokerPorts['jail'] = { open: async () => Promise.resolve(err({ code: 'no-entry' })) };

/** A session of a tool with these grants over an egress that echoes the header fields it was given. */
async function openSession(
  secrets: readonly SecretGrant[],
  get: (name: string) => Result<string | undefined, KamiError> = () => ok(VALUE),
) {
  const sent: EgressRequest[] = [];
  const seen: Denial[] = [];
  const broker = createBroker({
    jail,
    egress: {
      start: (_tool, _rules, request) => {
        sent.push(request);
        const bytes = Buffer.from(JSON.stringify(request.headers));
        const part: EgressPart = { kind: 'head', status: 200, headers: [], bytes, end: true };
        return {
          send: async () => Promise.resolve(ok(true)),
          writable: async () => Promise.resolve(),
          readable: async () => Promise.resolve(),
          next: async () => Promise.resolve(ok(part)),
          [Symbol.asyncDispose]: async () => Promise.resolve(),
        };
      },
      [Symbol.asyncDispose]: async () => Promise.resolve(),
    },
    secrets: { get: async (name) => Promise.resolve(get(name)) },
    check: createChecker([capabilityGate]),
    monotonicNanos: () => 0n,
  });
  const permission: Permission = {
    ...NO_PERMISSION,
    net: [must(parseNetRule('api.test')), must(parseNetRule('other.test'))],
    secrets,
  };
  const opened = await broker.secrets.open(permission);
  const scope = {
    tool: { id: must(parseToolId('dev.example.probe')), name: must(parseToolName('probe')) },
    permission,
    limits: DEFAULT_LIMITS,
    privateFolder: '/private',
    isGrantable: () => true,
    connections: 'probe',
    signal: new AbortController().signal,
    ...(opened && { secrets: opened }),
  };
  const session = broker.open(scope, (denial) => seen.push(denial));
  return { session, sent, seen };
}

describe('reading a secret', () => {
  it('gives it with the grant to read it', async () => {
    const { session, seen } = await openSession([READ]);
    expect((await session.call({ op: 'secret', name: 'key' }, NONE)).reply).toEqual({
      ok: 'secret',
      value: VALUE,
    });
    expect(seen).toEqual([]);
  });

  it.each([[[]], [[HEADER]], [[{ ...READ, name: 'other' }]]])('is denied without: %j', async (grants) => {
    const { session, seen } = await openSession(grants);
    const { reply } = await session.call({ op: 'secret', name: 'key' }, NONE);
    expect(reply).toEqual({ secretError: 'not-granted' });
    const hint = 'kami grant probe secret-read=key';
    const wanted = { kind: 'secret', name: 'key' };
    expect(seen).toEqual([{ what: 'to read the secret key', rule: 'secret.not-granted', hint, wanted }]);
  });

  it('says that it is not set, or not readable, with the command that mends it', async () => {
    const unset = await openSession([READ], () => ok(undefined));
    expect((await unset.session.call({ op: 'secret', name: 'key' }, NONE)).reply).toEqual({
      secretError: 'not-set',
    });
    expect(unset.seen).toMatchObject([{ rule: 'secret.not-set', hint: 'kami secret set key' }]);
    const locked = await openSession([READ], () => err(kamiError('KAMI_SECRETS_UNUSABLE', 'It is locked.')));
    expect((await locked.session.call({ op: 'secret', name: 'key' }, NONE)).reply).toEqual({
      secretError: 'not-set',
    });
    expect(locked.seen).toMatchObject([{ rule: 'secret.unreadable', hint: 'kami doctor' }]);
  });

  it('has it in no denial', async () => {
    const { session, seen } = await openSession([READ]);
    const url = `https://denied.test/${VALUE}?${VALUE}`;
    const { reply } = await session.call(
      { op: 'http.start', method: 'GET', url, headers: [], body: 'none' },
      NONE,
    );
    expect(JSON.stringify([reply, seen, session.denials])).not.toContain(VALUE);
    expect(seen[0]?.what).toBe('to request GET https://denied.test/[secret]');
  });
});

describe('a request that carries a secret', () => {
  const start = (url: string, headers: readonly (readonly [string, string])[] = []) =>
    ({ op: 'http.start', method: 'GET', url, headers, body: 'none' }) as const;

  it('has it towards the egress, and not in its answer', async () => {
    const { session, sent } = await openSession([HEADER]);
    const { reply } = await session.call(start('https://api.test/'), NONE);
    expect(sent[0]?.headers).toContainEqual(['authorization', `Bearer ${VALUE}`]);
    const handle = 'handle' in reply ? reply.handle : 0;
    const answer = await session.call({ op: 'http.next', handle, max: 1000 }, NONE);
    const text = Buffer.from(answer.body ?? NONE).toString();
    expect(text).toContain(`Bearer ${'*'.repeat(VALUE.length)}`);
    await session.call(start('https://other.test/'), NONE);
    expect(sent[1]?.headers).toEqual([]);
  });

  it('is not sent where the secret is not set or the tool wrote its field', async () => {
    const unset = await openSession([HEADER], () => ok(undefined));
    const { reply } = await unset.session.call(start('https://api.test/'), NONE);
    expect(reply).toMatchObject({ httpError: 'HTTP-request-denied' });
    expect(unset.seen).toMatchObject([{ rule: 'secret.not-set', hint: 'kami secret set key' }]);
    const taken = await openSession([HEADER]);
    await taken.session.call(start('https://api.test/', [['Authorization', 'mine']]), NONE);
    expect(taken.seen).toMatchObject([{ rule: 'secret.field-taken' }]);
    expect([...unset.sent, ...taken.sent]).toEqual([]);
  });
});
