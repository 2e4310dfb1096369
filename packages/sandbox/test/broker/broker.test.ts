import {
  DEFAULT_LIMITS,
  NO_PERMISSION,
  parseNetRule,
  parseToolId,
  parseToolName,
  type Permission,
} from '@kami/types';
import type { FsOpenFlags, FsStat } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import {
  capabilityGate,
  createBroker,
  createChecker,
  describeDenial,
  MAX_OPEN_EXCHANGES,
  type BrokerSession,
  type Denial,
  type EgressExchange,
  type EgressFault,
  type JailMount,
  type JailFile,
} from '../../src/index.ts';
import { MAX_DENIALS } from '../../src/broker/denial-log.ts';

const firstNanos = process.hrtime.bigint();
const NONE = new Uint8Array(0);
const READ: FsOpenFlags = {
  create: false,
  exclusive: false,
  truncate: false,
  directory: false,
  write: false,
  followLinks: true,
};
const STAT: FsStat = {
  type: 'regular-file',
  size: 5,
  linkCount: 1,
  accessedNanos: '0',
  modifiedNanos: '0',
  changedNanos: '0',
  identity: 'x',
};

function jailOf(text: string, closed: string[]) {
  const file: JailFile = {
    kind: 'file',
    stat: () => Promise.resolve({ ok: true, value: STAT }),
    read: (offset, length) =>
      Promise.resolve({ ok: true, value: new TextEncoder().encode(text).subarray(offset, offset + length) }),
    write: (_offset, data) => Promise.resolve({ ok: true, value: data.length }),
    setSize: () => Promise.resolve({ ok: false, error: 'quota' }),
    setTimes: () => Promise.resolve({ ok: true, value: undefined }),
    sync: () => Promise.resolve({ ok: true, value: undefined }),
    [Symbol.asyncDispose]: () => Promise.resolve(void closed.push('file')),
  };
  const done = () => Promise.resolve({ ok: true as const, value: undefined });
  const root: JailMount = {
    kind: 'directory',
    stat: () => Promise.resolve({ ok: true, value: { ...STAT, type: 'directory' } }),
    statAt: () => Promise.resolve({ ok: true, value: STAT }),
    open: (path) =>
      Promise.resolve(path === 'a.txt' ? { ok: true, value: file } : { ok: false, error: 'no-entry' }),
    list: () => Promise.resolve({ ok: true, value: [{ name: 'a.txt', type: 'regular-file' }] }),
    makeDirectory: done,
    remove: done,
    rename: done,
    setTimesAt: done,
    sync: done,
    readLink: () => Promise.resolve({ ok: false, error: 'invalid' }),
    keep: done,
    [Symbol.asyncDispose]: () => Promise.resolve(void closed.push('root')),
  };
  return { open: () => Promise.resolve({ ok: true as const, value: root }) };
}

function exchange(fault?: EgressFault): EgressExchange {
  return {
    send: () => Promise.resolve({ ok: true, value: true }),
    writable: () => Promise.resolve(),
    readable: () => Promise.resolve(),
    next: () =>
      Promise.resolve(
        fault === undefined
          ? { ok: true, value: { kind: 'head', status: 204, headers: [], bytes: NONE, end: true } }
          : { ok: false, error: fault },
      ),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function openSession(
  permission: Partial<Permission> = {},
  fault?: EgressFault,
  signal = new AbortController().signal,
  started: EgressExchange = exchange(fault),
) {
  const id = parseToolId('dev.example.probe');
  const name = parseToolName('probe');
  if (!id.ok || !name.ok) throw new Error('fixture');
  const closed: string[] = [];
  const seen: Denial[] = [];
  const broker = createBroker({
    jail: jailOf('hello', closed),
    egress: { start: () => started, [Symbol.asyncDispose]: () => Promise.resolve() },
    secrets: { get: () => Promise.resolve({ ok: true, value: undefined }) },
    check: createChecker([capabilityGate]),
    monotonicNanos: () => process.hrtime.bigint() - firstNanos,
  });
  const scope = {
    tool: { id: id.value, name: name.value },
    permission: { ...NO_PERMISSION, ...permission },
    limits: DEFAULT_LIMITS,
    privateFolder: '/private',
    isGrantable: () => true,
    connections: 'probe',
    signal,
  };
  return { session: broker.open(scope, (denial) => seen.push(denial)), closed, seen };
}

const MOUNT = { mounts: [{ name: 'docs', hostPath: '/srv', mode: 'ro' as const }] };

function allowed(text: string): Partial<Permission> {
  const rule = parseNetRule(text);
  if (!rule.ok) throw new Error(rule.error);
  return { net: [rule.value] };
}

const get = (session: BrokerSession, url: string) =>
  session.call({ op: 'http.start', method: 'GET', url, headers: [], body: 'none' }, NONE);

describe('files', () => {
  it('records what the jail refuses, and not that something is missing', async () => {
    const { session, seen } = openSession(MOUNT);
    await session.call({ op: 'fs.open', handle: 1, path: 'missing', flags: READ }, NONE);
    expect(seen).toEqual([]);
    const { reply } = await session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    const handle = 'handle' in reply ? reply.handle : 0;
    await session.call({ op: 'fs.set-size', handle, size: 1 }, NONE);
    expect(seen).toEqual([{ what: 'to set the size of /mnt/docs/a.txt', rule: 'fs.quota' }]);
  });

  it('knows no handle without a grant', async () => {
    const { session } = openSession();
    const { reply } = await session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    expect(reply).toEqual({ fsError: 'bad-descriptor' });
  });

  it('opens, reads ahead, reads and closes with the call', async () => {
    const { session, closed } = openSession(MOUNT);
    const opened = await session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    expect(opened.reply).toMatchObject({ ok: 'open', stat: { size: 5 } });
    expect(new TextDecoder().decode(opened.body)).toBe('hello');
    const handle = 'handle' in opened.reply ? opened.reply.handle : 0;
    const read = await session.call({ op: 'fs.read', handle, offset: 1, length: 2 }, NONE);
    expect(new TextDecoder().decode(read.body)).toBe('el');
    expect((await session.call({ op: 'fs.read', handle, offset: 9, length: 2 }, NONE)).reply).toEqual({
      ok: 'read',
      end: true,
    });
    expect((await session.call({ op: 'fs.set-size', handle, size: 1e12 }, NONE)).reply).toEqual({
      fsError: 'quota',
      message:
        'probe is not allowed to set the size of /mnt/docs/a.txt (rule fs.quota). No grant can allow it.',
    });
    await session[Symbol.asyncDispose]();
    expect(closed.sort()).toEqual(['file', 'root']);
  });

  it('closes what an ended call was still opening, and records no denial of it', async () => {
    const { session, closed, seen } = openSession(MOUNT);
    const opening = session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    await session[Symbol.asyncDispose]();
    expect((await opening).reply).toHaveProperty('fsError');
    expect(closed.sort()).toEqual(['file', 'root']);
    expect(seen).toEqual([]);
  });

  it('opens nothing for what an ended process still asks for', async () => {
    const { session, closed, seen } = openSession(MOUNT);
    await session[Symbol.asyncDispose]();
    const answer = await session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    expect(answer.reply).toEqual({ fsError: 'bad-descriptor' });
    expect([closed, seen]).toEqual([[], []]);
  });

  it('answers directory calls on directories only', async () => {
    const { session } = openSession(MOUNT);
    const list = await session.call({ op: 'fs.list', handle: 1 }, NONE);
    expect(JSON.parse(new TextDecoder().decode(list.body))).toEqual([
      { name: 'a.txt', type: 'regular-file' },
    ]);
    const opened = await session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    const handle = 'handle' in opened.reply ? opened.reply.handle : 0;
    expect((await session.call({ op: 'fs.list', handle }, NONE)).reply).toEqual({ fsError: 'not-directory' });
    expect(
      (await session.call({ op: 'fs.stat-at', handle, path: 'x', followLinks: true }, NONE)).reply,
    ).toEqual({ fsError: 'not-directory' });
    expect((await session.call({ op: 'fs.read', handle: 1, offset: 0, length: 1 }, NONE)).reply).toEqual({
      fsError: 'is-directory',
    });
    expect((await session.call({ op: 'fs.write', handle, offset: 'end' }, new Uint8Array(3))).reply).toEqual({
      ok: 'written',
      count: 3,
    });
  });

  it('forgets a handle that the guest dropped', async () => {
    const { session } = openSession(MOUNT);
    const opened = await session.call({ op: 'fs.open', handle: 1, path: 'a.txt', flags: READ }, NONE);
    const handle = 'handle' in opened.reply ? opened.reply.handle : 0;
    session.oneway({ op: 'drop', handles: [handle] });
    expect((await session.call({ op: 'fs.stat', handle }, NONE)).reply).toEqual({
      fsError: 'bad-descriptor',
    });
  });
});

describe('network', () => {
  it('refuses an unlisted host, records it once and names the grant', async () => {
    const { session, seen } = openSession();
    for (let i = 0; i < 3; i++) {
      expect((await get(session, 'https://api.example.com/v1?token=hidden')).reply).toMatchObject({
        httpError: 'HTTP-request-denied',
      });
    }
    expect(seen).toEqual([
      {
        what: 'to request GET https://api.example.com/v1',
        rule: 'net.no-rule',
        hint: 'kami grant probe net=api.example.com',
        wanted: { kind: 'net', method: 'GET', target: 'api.example.com' },
      },
    ]);
    expect(session.denials).toEqual(seen);
  });

  it('passes what a rule allows', async () => {
    const { session } = openSession(allowed('api.example.com'));
    const { reply } = await get(session, 'https://api.example.com/v1');
    const handle = 'handle' in reply ? reply.handle : 0;
    expect((await session.call({ op: 'wait', handles: [handle] }, NONE)).reply).toEqual({
      ok: 'ready',
      handles: [handle],
    });
    expect((await session.call({ op: 'http.body', handle, end: true }, NONE)).reply).toEqual({
      ok: 'sent',
      room: true,
    });
    expect((await session.call({ op: 'http.next', handle, max: 10 }, NONE)).reply).toEqual({
      ok: 'head',
      status: 204,
      headers: [],
      end: true,
    });
    expect((await session.call({ op: 'http.next', handle: handle + 1, max: 10 }, NONE)).reply).toMatchObject({
      httpError: 'internal-error',
    });
  });

  it('waits for room in a body apart from news of the response', async () => {
    const never = new Promise<void>(() => {});
    const taking = { ...exchange(), readable: () => never };
    const { session } = openSession(allowed('api.example.com'), undefined, undefined, taking);
    const { reply } = await get(session, 'https://api.example.com/v1');
    const handle = 'handle' in reply ? reply.handle : 0;
    const waited = await session.call({ op: 'wait', handles: [handle], writable: [handle] }, NONE);
    expect(waited.reply).toEqual({ ok: 'ready', handles: [], writable: [handle] });
  });

  it('records what the guard refuses after the rules', async () => {
    const fault: EgressFault = {
      code: 'destination-IP-prohibited',
      message: 'resolves to a blocked address',
      refusal: 'blocked-address',
      target: '10.0.0.1',
    };
    const { session, seen } = openSession(allowed('api.example.com'), fault);
    const { reply } = await get(session, 'https://api.example.com/');
    const handle = 'handle' in reply ? reply.handle : 0;
    await session.call({ op: 'http.next', handle, max: 10 }, NONE);
    expect(seen).toMatchObject([{ rule: 'net.blocked-address', hint: 'kami grant probe net=10.0.0.1' }]);
  });

  it('bounds the requests that are open at once', async () => {
    const { session } = openSession(allowed('api.example.com'));
    const replies = await Promise.all(
      Array.from({ length: 1000 }, () => get(session, 'https://api.example.com/')),
    );
    expect(replies.filter(({ reply }) => 'ok' in reply)).toHaveLength(MAX_OPEN_EXCHANGES);
    expect(replies.at(-1)?.reply).toMatchObject({ httpError: 'connection-limit-reached' });
  });
});

describe('the rest', () => {
  it('ends a wait without end when the call is over: its executor was killed in it', async () => {
    const { session } = openSession();
    const waiting = session.call({ op: 'wait', handles: [], untilNanos: String(10n ** 20n) }, NONE);
    const before = timers();
    expect(before).toBeGreaterThan(0);
    await session[Symbol.asyncDispose]();
    expect((await waiting).reply).toEqual({ ok: 'ready', handles: [] });
    expect(timers()).toBe(before - 1);
  });

  it('never opens sockets and never reads secrets', async () => {
    const { session, seen } = openSession();
    expect(
      (await session.call({ op: 'denied', capability: 'sockets', detail: '1.2.3.4:80' }, NONE)).reply,
    ).toMatchObject({ ok: 'denied' });
    expect(
      (await session.call({ op: 'denied', capability: 'files', detail: '/mnt/docs/x' }, NONE)).reply,
    ).toMatchObject({
      ok: 'denied',
      message: expect.stringContaining('kami grant probe fs=docs=DIR') as string,
    });
    expect((await session.call({ op: 'secret', name: 'k' }, NONE)).reply).toEqual({
      secretError: 'not-granted',
    });
    for (const capability of ['links', 'path-form'] as const)
      await session.call({ op: 'denied', capability, detail: 'a\0b' }, NONE);
    expect(seen.map((denial) => denial.rule)).toEqual([
      'sockets.never',
      'fs.no-mount',
      'secret.not-granted',
      'fs.no-links',
      'fs.path-form',
    ]);
    expect(seen.at(-1)?.what).toBe(String.raw`to use the path a\u{0}b`);
  });

  it('says whether the call was withdrawn, and ends waits then', async () => {
    const controller = new AbortController();
    const { session } = openSession({}, undefined, controller.signal);
    expect((await session.call({ op: 'cancelled' }, NONE)).reply).toEqual({ ok: 'cancelled', value: false });
    const waiting = session.call({ op: 'wait', handles: [], untilNanos: '9000000000000000000' }, NONE);
    controller.abort();
    expect((await waiting).reply).toEqual({ ok: 'ready', handles: [] });
    expect((await session.call({ op: 'cancelled' }, NONE)).reply).toEqual({ ok: 'cancelled', value: true });
  });

  it('asks an exchange once, however often a guest waits for it', async () => {
    let asked = 0;
    const silent: EgressExchange = {
      ...exchange(),
      readable() {
        asked += 1;
        return new Promise<void>(() => undefined);
      },
    };
    const { session } = openSession(allowed('api.example.com'), undefined, undefined, silent);
    const { reply } = await get(session, 'https://api.example.com/');
    const handle = 'handle' in reply ? reply.handle : 0;
    for (let wait = 0; wait < 20; wait++) {
      const waited = await session.call({ op: 'wait', handles: [handle], untilNanos: '0' }, NONE);
      expect(waited.reply).toEqual({ ok: 'ready', handles: [] });
    }
    expect(asked).toBe(1);
  });

  it('waits until the time given', async () => {
    const { session } = openSession();
    expect((await session.call({ op: 'wait', handles: [], untilNanos: '1000000' }, NONE)).reply).toEqual({
      ok: 'ready',
      handles: [],
    });
    expect((await session.call({ op: 'wait', handles: [] }, NONE)).reply).toEqual({
      ok: 'ready',
      handles: [],
    });
    expect((await session.call({ op: 'wait', handles: [77] }, NONE)).reply).toEqual({
      ok: 'ready',
      handles: [77],
    });
  });

  it('keeps a bounded number of denials', async () => {
    const { session, seen } = openSession();
    for (let i = 0; i < MAX_DENIALS + 10; i++) await get(session, `https://host-${i}.example.com/`);
    expect(seen).toHaveLength(MAX_DENIALS);
  });

  it('describes a denial with what, why and how', () => {
    expect(describeDenial('probe', { what: 'to request GET x', rule: 'r', hint: 'kami grant' })).toBe(
      'probe is not allowed to request GET x (rule r). Grant it with: kami grant',
    );
    expect(describeDenial('probe', { what: 'GET x', rule: 'r' })).toContain('No grant can allow it');
  });
});

/** Timers of this process that are set and keep it alive. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
