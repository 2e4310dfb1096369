import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome, serveCommand } from '../e2e/kami.ts';
import { descendantsOf, privateKib } from '../e2e/processes.ts';
import { untilGone } from '../e2e/until-gone.ts';
import { envelope, openWire } from '../e2e/wire-session.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

interface UnreadServer extends Disposable {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<unknown[]>;
  /** Resolves when it has written something to its standard error. */
  readonly warned: Promise<unknown[]>;
}

/** Starts a server whose standard output nobody reads, for whom a client is gone after so long. */
function startUnread(stallMs: number): UnreadServer {
  const env = { ...home.env, KAMI_SERVE_STALL_MS: String(stallMs) };
  const child = spawn(execPath, serveCommand.slice(1), { env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  return {
    child,
    ended: once(child, 'exit'),
    warned: once(child.stderr, 'data'),
    [Symbol.dispose]: () => {
      child.kill('SIGKILL');
    },
  };
}

const listing = (id: number): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/list', params: { _meta: envelope } })}\n`;

/** Sends requests until the server takes no more: far more than a pipe holds. Gives how many it sent. */
function sendMany(server: UnreadServer, count: number): void {
  for (let id = 0; id < count; id += 1) server.child.stdin.write(listing(id));
}

/** What a server may take beside what it has at its start; the answers to all requests would be three times that. */
const roomKib = 48 * 1024;
const many = 300_000;

describe.runIf(process.platform === 'linux')('a client that stops reading', () => {
  it('is bounded in what it costs, and gone after a while: the server ends, with no process left', async () => {
    using server = startUnread(2000);
    server.child.stdin.write(listing(-1));
    await once(server.child.stdout, 'readable');
    const pid = server.child.pid ?? 0;
    const before = privateKib(pid) ?? 0;
    const processes = descendantsOf(pid);
    sendMany(server, many);
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, (privateKib(pid) ?? 0) - before)), 20);
    const [code] = await server.ended;
    clearInterval(watch);
    expect(code).toBe(0);
    expect(String((await server.warned)[0])).toContain('the client read nothing for 2000 ms');
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(roomKib);
    await untilGone(...processes.map((process) => process.pid));
  });

  it('and then goes on gets every answer in order', async () => {
    using server = startUnread(600_000);
    const count = 20_000;
    sendMany(server, count);
    await once(server.child.stdout, 'readable');
    let next = 0;
    for await (const line of createInterface({ input: server.child.stdout })) {
      const { id } = JSON.parse(line) as { id: number };
      if (id !== next) break;
      next += 1;
      if (next === count) break;
    }
    expect(next).toBe(count);
    server.child.stdin.end();
    expect((await server.ended)[0]).toBe(0);
  });

  it('does not keep a server that is told to end', async () => {
    using server = startUnread(600_000);
    sendMany(server, 20_000);
    await once(server.child.stdout, 'readable');
    server.child.kill('SIGTERM');
    expect((await server.ended)[0]).toBe(0);
  });

  it('closes its end: the server ends at its next answer', async () => {
    await using session = await openWire(home, 'modern');
    await session.send({ id: 1, method: 'tools/list' });
    await session.answer(1);
    session.server.child.stdout.destroy();
    await session.send({ id: 2, method: 'tools/list' });
    expect(await session.server.ended).toMatchObject({ code: 0 });
  });
});
