import { createServer } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();
let connections = 0;
const server = createServer(() => (connections += 1));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await home.must(['install', guestPath('sockets'), '--yes']);
});

afterAll(() => {
  server.close();
  home[Symbol.dispose]();
});

describe('sockets', () => {
  it('case 47: sockets and name look-ups are denied at the call, and the component links', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { stdout, stderr } = await home.must([
      'run',
      'sockets',
      '--json',
      'name=localhost',
      `port:=${port}`,
    ]);
    const denied = 'access-denied';
    expect((JSON.parse(stdout) as { structured: unknown }).structured).toEqual({
      tcp: denied,
      connect: denied,
      udp: denied,
      lookup: denied,
    });
    expect(connections).toBe(0);
    expect(stderr).toContain(
      'sockets is not allowed to open a socket to tcp ipv4 (rule sockets.never). No grant can allow it.',
    );
    const events = await readLog(home, 'sockets');
    const denials = events.filter(({ type }) => type === 'capability.denied').map(({ data }) => data);
    expect(denials).toEqual(
      ['tcp ipv4', 'udp ipv4', 'localhost'].map((what) => ({
        what: `to open a socket to ${what}`,
        rule: 'sockets.never',
      })),
    );
  });
});
