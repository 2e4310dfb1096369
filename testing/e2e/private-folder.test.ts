import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { GuestName } from '../guests/index.ts';
import { connectModern, type ConnectedClient } from './connect-client.ts';
import { kamiProgram, makeTestHome, runProgram, type TestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const quota = 1024 * 1024;
const record = 16 * 1024;
const folderOf = (home: TestHome): string => join(home.path, 'data', 'test.guests.fs-bench');

let home: TestHome;
beforeEach(async () => {
  home = makeTestHome();
  const security = ['fs_access = "sandbox"', 'max_storage_mb = 1', 'max_execution_ms = 60000'];
  await home.must(['install', makeToolFolder(home, 'fs-bench', security), '--yes']);
});
afterEach(() => {
  home[Symbol.dispose]();
});

/** Appends records until the quota is used up; gives the bytes that were written. */
async function fill(client: ConnectedClient, path: string): Promise<number> {
  for (let written = 0; ; written += record) {
    const { structuredContent } = await client.callTool('fs-bench', { op: 'append', path, count: record });
    if (JSON.stringify(structuredContent) !== `{"bytes":${record}}`) return written;
  }
}

describe('a private folder', () => {
  it('holds its quota exactly while two processes write at once, and loses nothing', async () => {
    await using one = await connectModern(home);
    await using other = await connectModern(home);
    const written = await Promise.all([fill(one, '/data/shared'), fill(other, '/data/shared')]);
    expect(Math.min(...written)).toBeGreaterThan(0);
    expect(written[0] + written[1]).toBe(quota);
    expect(statSync(join(folderOf(home), 'shared')).size).toBe(quota);
  });

  it('is free again as soon as the process that had it is killed', async () => {
    await home.must(['run', 'fs-bench', 'op=append', 'path=/data/small', 'count:=1']);
    const args = ['run', 'fs-bench', 'op=open', 'path=/data/small', 'count:=100000000'];
    const holder = spawn(execPath, [kamiProgram, ...args], { env: home.env, stdio: 'ignore' });
    const patient = { ...home, env: { ...home.env, KAMI_QUEUE_MAX_WAIT_MS: '60000' } };
    const hurried = { ...home.env, KAMI_QUEUE_MAX_WAIT_MS: '1' };
    const blocked = await untilRefused(hurried);
    expect(blocked).toContain(`the KAMI process ${holder.pid}`);
    expect(blocked).toContain('queue.max_wait_ms');
    await using waiting = await connectModern(patient);
    const answer = waiting.callTool('fs-bench', { op: 'append', path: '/data/small', count: 1 });
    holder.kill('SIGKILL');
    expect((await answer).structuredContent).toEqual({ bytes: 1 });
    expect(readFileSync(join(folderOf(home), 'small'))).toHaveLength(2);
  });

  it('is counted anew after somebody else wrote into it', async () => {
    await home.must(['run', 'fs-bench', 'op=append', 'path=/data/a', 'count:=1']);
    writeFileSync(join(folderOf(home), 'b'), Buffer.alloc(quota - 3));
    const append = ['run', 'fs-bench', '--json', 'op=append', 'path=/data/a'];
    expect((await home.must([...append, 'count:=2'])).stdout).toContain('"structured":{"bytes":2}');
    expect((await home.must([...append, 'count:=1'])).stdout).toContain('"structured":{"error"');
    expect(statSync(join(folderOf(home), 'a')).size).toBe(3);
  });

  it('goes with the tool when that is purged, and its error names no place of the host', async () => {
    await home.must(['run', 'fs-bench', 'op=append', 'path=/data/a', 'count:=1']);
    mkdirSync(join(folderOf(home), 'd', 'e'), { recursive: true });
    await home.must(['remove', 'fs-bench', '--purge']);
    expect(existsSync(folderOf(home))).toBe(false);
    writeFileSync(folderOf(home), 'in the way');
    await home.must(['install', join(home.path, '..', 'tool-fs-bench'), '--yes']);
    await using client = await connectModern(home);
    const answer = JSON.stringify(
      await client.callTool('fs-bench', { op: 'list', path: '/data' }).catch(String),
    );
    expect(answer).toContain('KAMI_HOME_UNUSABLE');
    expect(answer).not.toContain(home.path);
  });
});

describe('a lent folder', () => {
  it.each(['fs-bench', 'fs-bench-quickjs'] satisfies GuestName[])('is seen whole by %s', async (guest) => {
    const lent = join(home.path, '..', 'lent');
    mkdirSync(join(lent, 'd'), { recursive: true });
    writeFileSync(join(lent, 'small'), Buffer.alloc(4096));
    writeFileSync(join(lent, 'large'), Buffer.alloc(3_000_001));
    const folder = makeToolFolder(home, guest, ['fs_access = "read-only"'], { name: 'reader' });
    await home.must(['install', folder, '--grant', `fs=work=${lent}`]);
    await using client = await connectModern(home);
    const ask = async (args: Record<string, unknown>): Promise<unknown> =>
      (await client.callTool('reader', args)).structuredContent;
    expect(await ask({ op: 'open', path: '/mnt/work/small', count: 3 })).toEqual({ bytes: 3 * 4096 });
    expect(await ask({ op: 'read', path: '/mnt/work/large' })).toEqual({ bytes: 3_000_001 });
    expect(await ask({ op: 'list', path: '/mnt/work' })).toEqual({ names: guest === 'fs-bench' ? 5 : 3 });
  });
});

describe('a lent folder where the walk is not to be had', () => {
  it('is worked on in a copy that is written back and removed', async () => {
    const lent = join(home.path, '..', 'lent');
    mkdirSync(lent);
    writeFileSync(join(lent, 'a'), 'x');
    const folder = makeToolFolder(home, 'fs-bench', ['fs_access = "sandbox"'], { name: 'lender' });
    await home.must(['install', folder, '--grant', `fs=work=${lent}:rw`]);
    const copying: TestHome = { ...home, env: { ...home.env, KAMI_FILES_JAIL: 'copy' } };
    await using client = await connectModern(copying);
    const append = { op: 'append', path: '/mnt/work/a', count: 2 };
    expect((await client.callTool('lender', append)).structuredContent).toEqual({ bytes: 2 });
    expect(statSync(join(lent, 'a')).size).toBe(3);
    expect(readdirSync(join(home.path, 'tmp'))).toEqual([]);
  });
});

/** Calls until the tool's folder is in use; gives what the call that was refused said. */
async function untilRefused(env: Readonly<Record<string, string>>): Promise<string> {
  for (;;) {
    const { code, stderr } = await runProgram(
      [kamiProgram, 'run', 'fs-bench', 'op=open', 'path=/data/small', 'count:=1'],
      env,
    );
    if (code === 4) return stderr;
  }
}
