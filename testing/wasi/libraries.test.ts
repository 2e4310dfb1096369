import { existsSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeToolFolder } from '../e2e/tool-folder.ts';
import { type GuestName, guestPath } from '../guests/index.ts';
import { type ConformanceHost, GRANTED_VARIABLE, startConformanceHost } from './conformance-host.ts';

const [key, word] = GRANTED_VARIABLE;
const hasRust = existsSync(guestPath('p1-rust'));
const guests: readonly GuestName[] = ['p1-system', 'p1-cpp', ...(hasRust ? (['p1-rust'] as const) : [])];
let host: ConformanceHost;

beforeAll(async () => {
  host = await startConformanceHost(guests);
  for (const guest of ['mixed-versions', 'sockets'] as const) {
    await host.home.must(['install', makeToolFolder(host.home, guest, []), '--yes']);
  }
});

afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

describe('a program on a C library for preview 1', () => {
  const call = async (op: string, value = ''): ReturnType<ConformanceHost['call']> =>
    host.call('p1-system', { op, value });

  it('has no arguments, and the granted environment only', async () => {
    expect(await call('arguments')).toEqual({ result: { count: 0, bytes: 0 } });
    expect(await call('environment', key)).toEqual({ result: { value: word } });
    expect(await call('environment', 'PATH')).toEqual({ result: { value: null } });
    expect(await call('environment', 'KAMI_TEST_SECRET')).toEqual({ result: { value: null } });
  });

  it('reads the end of standard input, and writes to both outputs, which are no terminals', async () => {
    expect(await call('streams')).toEqual({
      result: { read: 0, printed: 19, noted: 18, flushed: 0, tty: 0 },
    });
  });

  it('ends with its exit code', async () => {
    expect((await call('exit', '0')).failure).toContain('exit with code 0');
    expect((await call('exit', '1')).failure).toContain('exit with code 1');
    expect((await call('abort')).failure).toContain('KAMI_TOOL_TRAP');
  });

  it('uses files as anywhere, in lent folders and its own', async () => {
    const done = { result: { read: 'second', length: 6, entries: 1, truncated: 3 } };
    expect(await call('files', '/mnt/work')).toEqual(done);
    expect(await call('files', '/data')).toEqual(done);
  });

  it('is told why there is no file', async () => {
    expect(await call('open', '/mnt/work/none')).toEqual({ result: { errno: 'No such file or directory' } });
    expect(await call('open', '/etc/passwd')).toHaveProperty('result.errno');
    expect(await call('open', '/mnt/work/../../etc/passwd')).toHaveProperty('result.errno');
  });

  it('sleeps, tells the time and draws', async () => {
    const { result } = await call('clocks');
    expect(result?.['slept']).toBeGreaterThanOrEqual(20_000_000);
    expect(Math.abs(Number(result?.['seconds']) - Date.now() / 1000)).toBeLessThan(60);
    expect(result?.['differs']).toBe(1);
  });
});

describe('a program on the C++ library', () => {
  it('uses streams, the file system library, clocks and a random device', async () => {
    expect(await host.call('p1-cpp', { folder: '/mnt/work' })).toEqual({
      result: { names: ['a.txt', 'b.txt'], word: 'one', size: 5, removed: 3, later: true, differs: true },
    });
    expect((await host.call('p1-cpp', { folder: '/mnt/none' })).result).toHaveProperty('problem');
  });
});

describe.skipIf(!hasRust)("a program on Rust's library", () => {
  it('uses files, and is told why it cannot', async () => {
    expect(await host.call('p1-rust', { op: 'files', folder: '/mnt/work' })).toEqual({
      result: { text: 'one two', entries: 1, length: 7 },
    });
    expect((await host.call('p1-rust', { op: 'files', folder: '/etc' })).failure).toBeDefined();
  });

  it('has the granted environment, time, output and exit codes, and no socket', async () => {
    const { result } = await host.call('p1-rust', { op: 'system' });
    expect(result).toMatchObject({ arguments: 0, variables: 1, connected: false, later: true });
    expect((await host.call('p1-rust', { op: 'exit' })).failure).toContain('exit with code');
  });
});

describe('a component that mixes releases of WASI 0.2', () => {
  it('reads one clock through two of them, and hands a resource from one to another', async () => {
    expect(await host.call('mixed-versions_elapsed', {})).toEqual({ result: { result: 1000 } });
    expect(await host.call('mixed-versions_is-ready', { after: '0' })).toEqual({ result: { result: true } });
    expect(await host.call('mixed-versions_is-ready', { after: '3600000000000' })).toEqual({
      result: { result: false },
    });
    expect(await host.call('mixed-versions_draw', {})).toHaveProperty('result.result');
  });
});

describe('wasi:sockets from C', () => {
  const denied = 'access-denied';

  it('positive: wasi:sockets/instance-network instance-network: gives a network, with which a look-up is asked', async () => {
    expect(await host.call('sockets', { name: 'localhost' })).toHaveProperty('result.lookup', denied);
  });

  it('negative: wasi:sockets/instance-network instance-network: opens no way by itself', async () => {
    expect(await host.call('sockets', { name: '127.0.0.1' })).toEqual({
      result: { tcp: denied, connect: denied, udp: denied, lookup: denied },
    });
  });

  it('negative: wasi:sockets/ip-name-lookup resolve-addresses: is denied', async () => {
    expect(await host.call('sockets', { name: 'example.com' })).toHaveProperty('result.lookup', denied);
  });
});
