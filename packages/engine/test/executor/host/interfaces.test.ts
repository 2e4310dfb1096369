import { describe, expect, it } from 'vitest';
import { MAX_LOG_LINES, MAX_NOTIFICATIONS, MAX_PROGRESS_REPORTS } from '../../../src/executor/budgets.ts';
import { GuestExit } from '../../../src/executor/guest-stop.ts';
import { OFFERED_INTERFACES, createImports } from '../../../src/executor/imports.ts';
import { createTestGuest, type TestHost } from '../test-guest.ts';

type Call = (...args: unknown[]) => unknown;

function from(host: TestHost, name: string): Readonly<Record<string, Call>> {
  return createImports(host.guest)[name] as Readonly<Record<string, Call>>;
}

describe('kami:host', () => {
  it('passes on bounded log lines, cut and without data that is too long', () => {
    const host = createTestGuest();
    const { write } = from(host, 'kami:host/log');
    write?.('info', 'x'.repeat(20_000), 'y'.repeat(40_000));
    for (let i = 0; i < MAX_LOG_LINES + 5; i++) write?.('debug', 'line', '{}');
    expect(host.oneways[0]).toEqual({ op: 'log', level: 'info', message: 'x'.repeat(16_384) });
    expect(host.oneways).toHaveLength(MAX_LOG_LINES);
    expect(host.guest.spending.droppedLines).toBe(6);
  });

  it('bounds progress and notifications', () => {
    const host = createTestGuest();
    for (let i = 0; i < MAX_PROGRESS_REPORTS + 5; i++)
      from(host, 'kami:host/call')['progress']?.(i, undefined, undefined);
    from(host, 'kami:host/call')['progress']?.(Number.NaN, undefined, undefined);
    for (let i = 0; i < MAX_NOTIFICATIONS + 5; i++) from(host, 'kami:host/notify')['changed']?.('tools');
    expect(host.oneways).toHaveLength(MAX_PROGRESS_REPORTS + MAX_NOTIFICATIONS);
  });

  it('knows of no call while an instance is made', () => {
    const host = createTestGuest(undefined, false);
    const { current, cancelled } = from(host, 'kami:host/call');
    expect([current?.(), cancelled?.()]).toEqual([undefined, false]);
  });

  it('derives the remaining time from the virtual clock', () => {
    const host = createTestGuest();
    host.guest.call = {
      deadlineNanos: 5_000_000_000n,
      job: {
        action: 'call',
        tool: 't',
        callId: 'c',
        traceparent: 'p',
        deadlineMs: 5000,
        maxOutputBytes: 1,
        client: ['form'],
        seed: '',
        structured: false,
        time: { wallMicros: 0, monotonicNanos: '0' },
      },
    };
    const { current } = from(host, 'kami:host/call');
    expect(current?.()).toMatchObject({ id: 'c', remainingMs: 5000, client: { form: true, url: false } });
    host.guest.host.call({ op: 'cancelled' });
    expect(current?.()).toMatchObject({ remainingMs: 4999 });
  });

  it('asks for secrets', () => {
    const host = createTestGuest((call) =>
      call.op === 'secret' && call.name === 'key' ? { ok: 'secret', value: 'v' } : { secretError: 'not-set' },
    );
    const { get } = from(host, 'kami:host/secrets');
    expect([get?.('key'), get?.('other'), get?.('x'.repeat(999))]).toEqual([
      { tag: 'ok', val: 'v' },
      { tag: 'err', val: 'not-set' },
      { tag: 'err', val: 'not-granted' },
    ]);
  });

  it('refuses malformed requests before the host sees them', () => {
    const host = createTestGuest();
    const { start } = from(host, 'kami:host/http');
    const request = { method: 'GET', url: 'https://a/', headers: [], body: undefined, timeoutMs: undefined };
    for (const broken of [
      { method: 'G T' },
      { url: 'file:///x' },
      { url: `https://${'a'.repeat(9000)}` },
      { headers: [['a', 'b\r\nc: d']] },
    ]) {
      expect(start?.({ ...request, ...broken })).toMatchObject({ tag: 'err', val: { tag: 'invalid' } });
    }
    expect(host.calls).toEqual([]);
  });

  it('leaves header fields of the connection to the host', () => {
    const host = createTestGuest(() => ({ ok: 'started', handle: 64 }));
    from(host, 'kami:host/http')['start']?.({
      method: 'GET',
      url: 'https://a/',
      headers: [
        ['Host', 'b'],
        ['content-length', '5'],
        ['x-a', '1'],
      ],
    });
    expect(host.calls).toMatchObject([{ op: 'http.start', headers: [['x-a', '1']], body: 'none' }]);
  });

  it('ends an exchange whose time is over', () => {
    const host = createTestGuest((call) =>
      call.op === 'http.start' ? { ok: 'started', handle: 64 } : { ok: 'ready', handles: [] },
    );
    const http = from(host, 'kami:host/http');
    expect(http['start']?.({ method: 'GET', url: 'https://a/', headers: [], timeoutMs: 10 })).toEqual({
      tag: 'ok',
      val: 1,
    });
    expect(http['response']?.(1)).toEqual({ tag: 'err', val: { tag: 'timed-out' } });
    expect(host.calls.map(({ op }) => op)).toEqual(['http.start', 'wait']);
    expect(http['response']?.(9)).toMatchObject({ tag: 'err', val: { tag: 'invalid' } });
  });
});

describe('createImports', () => {
  it('offers every interface of the list, and nothing else', () => {
    const { guest } = createTestGuest();
    const imports = createImports(guest);
    for (const name of OFFERED_INTERFACES) expect(typeof imports[name]).toBe('object');
    expect(imports['wasi:io/poll@0.2.3']).toBe(imports['wasi:io/poll']);
    expect(imports['wasi:keyvalue/store']).toBeUndefined();
    expect(imports['constructor']).toBeUndefined();
  });

  it('gives environment and configuration as loaded, no arguments and no input', () => {
    const host = createTestGuest();
    expect(from(host, 'wasi:cli/environment')['getEnvironment']?.()).toEqual([]);
    expect(from(host, 'wasi:cli/environment')['getArguments']?.()).toEqual([]);
    expect(from(host, 'wasi:config/store')['get']?.('a')).toEqual({ tag: 'ok', val: undefined });
    const stdin = from(host, 'wasi:cli/stdin')['getStdin']?.() as { readonly read: Call } | undefined;
    expect(stdin?.read(5n)).toEqual({ tag: 'err', val: { tag: 'closed' } });
  });

  it('ends a call by exit, not the process', () => {
    const { exit, exitWithCode } = from(createTestGuest(), 'wasi:cli/exit');
    expect(() => exit?.({ tag: 'err' })).toThrow(new GuestExit(1));
    expect(() => exitWithCode?.(7)).toThrow(new GuestExit(7));
  });
});
