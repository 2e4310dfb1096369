import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type GuestName, guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const active = ['all-types', 'big-output', 'clock-random', 'echo', 'p1-hello'] as const;
const alsoActive = ['state', 'trap'] as const;

beforeAll(async () => {
  for (const guest of [...active, ...alsoActive]) await home.must(['install', guestPath(guest), '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** The structured result of a call that must succeed. */
async function call(tool: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await home.must(['run', tool, '--json', ...args]);
  return (JSON.parse(stdout) as { structured: Record<string, unknown> }).structured;
}

describe('a guest that answers', () => {
  it('gets its arguments as they were sent', async () => {
    expect(await call('echo', 'text=é😀"', 'list:=[1,null,{"a":[]}]')).toEqual({
      text: 'é😀"',
      list: [1, null, { a: [] }],
    });
  });

  it('finds no state of an earlier call', async () => {
    expect([await call('state'), await call('state')]).toEqual([{ count: 1 }, { count: 1 }]);
  });

  it('reads a clock that runs and randomness that differs from call to call', async () => {
    const [first, second] = [await call('clock-random'), await call('clock-random', 'wait-ms:=30')];
    expect(first['random']).toMatch(/^[0-9a-f]{32}$/u);
    expect(first['random']).not.toBe(second['random']);
    expect(first['u64']).not.toBe(second['u64']);
    expect(Math.abs(Number(first['seconds']) - Date.now() / 1000)).toBeLessThan(60);
    const [a, b, c] = (second['monotonic'] as string[]).map(BigInt);
    expect(a !== undefined && b !== undefined && c !== undefined && a < b && c - b >= 30_000_000n).toBe(true);
  });

  it('may be made on a C library for WASI preview 1', async () => {
    const { stdout } = await home.must(['run', 'p1-hello', 'text=x']);
    expect(stdout).toContain('hello from p1-hello');
  });
});

describe('a guest that goes too far', () => {
  it('cannot answer with more than its limit', async () => {
    expect((await home.must(['run', 'big-output', 'bytes:=1000'])).stdout.trim()).toBe('x'.repeat(1000));
    expect((await home.run(['run', 'big-output', 'bytes:=2000000'])).code).toBe(4);
  });
});

describe('a component that cannot be a tool', () => {
  it.each([
    ['core-module', 2, 'core module'],
    ['unknown-import', 2, 'acme:thing/stuff'],
    ['bad-json', 2, 'JSON'],
    ['spin-start', 4, 'deadline'],
  ] satisfies [GuestName, number, string][])(
    '%s is refused and leaves nothing behind',
    async (guest, exitCode, words) => {
      const { code, stderr } = await home.run(['install', guestPath(guest), '--yes']);
      expect(code, stderr).toBe(exitCode);
      expect(stderr).toContain(words);
      expect((await home.must(['list', '--json'])).stdout).not.toContain(guest);
    },
  );
});

describe('a guest with files', () => {
  it('reads what was mounted, and writes only where it may', async () => {
    const mounted = join(home.path, '..', 'mounted');
    mkdirSync(mounted);
    writeFileSync(join(mounted, 'a.txt'), 'content');
    writeFileSync(join(mounted, '..', 'secret.txt'), 'secret');
    const folder = makeToolFolder(home, 'fs-probe', ['fs_access = "read-only"']);
    await home.must(['install', folder, '--grant', `fs=work=${mounted}`]);
    expect(await call('fs-probe', 'op=roots')).toEqual({ ok: true, roots: ['/mnt/work'] });
    expect(await call('fs-probe', 'op=read', 'path=a.txt')).toEqual({ ok: true, data: 'content' });
    expect(await call('fs-probe', 'op=list', 'path=.')).toEqual({ ok: true, entries: ['a.txt'] });
    expect(await call('fs-probe', 'op=read', 'path=../secret.txt')).toEqual({ error: 'not-permitted' });
    expect(await call('fs-probe', 'op=write', 'path=b.txt', 'data=x')).toEqual({ error: 'read-only' });
    expect(readFileSync(join(mounted, 'a.txt'), 'utf8')).toBe('content');
  });
});

describe('a guest with the network', () => {
  it('is denied a host that it was not granted, and the message names the grant', async () => {
    const asks = ['net_allow_list = ["api.example.com", "other.example.com"]'];
    const folder = makeToolFolder(home, 'sm-fetch', asks);
    await home.must(['install', folder, '--grant', 'net=api.example.com']);
    const { code, stderr } = await home.run(['run', 'sm-fetch', 'url=https://other.example.com/']);
    expect(code).toBe(3);
    expect(stderr).toContain('Grant it with: kami grant sm-fetch net=other.example.com');
  });

  it('is named no grant that its manifest does not allow', async () => {
    const { code, stderr } = await home.run(['run', 'sm-fetch', 'url=https://third.example.com/']);
    expect(code).toBe(3);
    expect(stderr).toContain('third.example.com');
    expect(stderr).toContain('No grant can allow it: its manifest does not ask for it.');
    expect(stderr).not.toContain('kami grant');
  });
});

describe('typed exports', () => {
  it.each([
    ['of-bool', 'true'],
    ['of-s8', '-128'],
    ['of-u8', '255'],
    ['of-s16', '-32768'],
    ['of-u16', '65535'],
    ['of-s32', '-2147483648'],
    ['of-u32', '4294967295'],
    ['of-s64', '"-9223372036854775808"'],
    ['of-u64', '"18446744073709551615"'],
    ['of-f32', '1.5'],
    ['of-f64', '0.1'],
    ['of-char', '"😀"'],
    ['of-string', '"añ😀\\u0000"'],
    ['of-list', '["a",""]'],
    ['of-bytes', '"AQL/"'],
    ['of-nested-list', '[[1],[],[2,-3]]'],
    ['of-record', '{"full-name":"A","age":7,"tags":["x"],"home":{"x":1,"y":-2}}'],
    ['of-tuple', '["a",1,true]'],
    ['of-variant', '{"tag":"polygon","val":[{"x":1,"y":2}]}'],
    ['of-variant', '{"tag":"empty"}'],
    ['of-variant', '{"tag":"circle","val":2.5}'],
    ['of-enum', '"dark-green"'],
    ['of-flags', '["read","execute"]'],
    ['of-option', '"x"'],
    ['of-option', 'null'],
    ['of-nested-result', '[{"ok":3},{"err":"bad"}]'],
  ])('%s gives back %s', async (name, json) => {
    expect(await call(`all-types/${name}`, `value:=${json}`)).toEqual({
      result: JSON.parse(json) as unknown,
    });
  });
});
