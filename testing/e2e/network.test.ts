import { createServer, type Server } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const received: string[] = [];
const server: Server = createServer((request, response) => {
  received.push(`${request.method} ${request.url}`);
  if (request.url === '/elsewhere') {
    response.writeHead(302, { location: `http://localhost:${port + 1}/` }).end();
    return;
  }
  response.end('from the server');
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  const ask = [`net_allow_list = ["http://localhost:${port}", "http://other.test:${port}"]`];
  expect((await home.run(['install', makeToolFolder(home, 'sm-fetch', ask)])).code).toBe(3);
  await home.must(['approve', 'sm-fetch']);
  await home.must(['revoke', 'sm-fetch', '--all']);
});

afterAll(() => {
  server.close();
  home[Symbol.dispose]();
});

const fetchUrl = async (path: string, ...args: string[]) =>
  home.run(['run', 'sm-fetch', `url=http://localhost:${port}${path}`, ...args]);

describe('the network', () => {
  it('is denied without a grant, nothing is sent, and the message names the command', async () => {
    const { code, stderr } = await fetchUrl('/');
    expect(code, stderr).toBe(3);
    expect(stderr).toContain(`kami grant sm-fetch net=http://localhost:${port}`);
    expect(received).toEqual([]);
    expect((await home.must(['log', '--tool', 'sm-fetch'])).stdout).toMatch(/denied/u);
  });

  it('is never granted beyond the manifest', async () => {
    const { code } = await home.run(['grant', 'sm-fetch', `net=http://localhost:${port + 1}`]);
    expect(code).toBe(3);
  });

  it('is reached with the grant: that host, that port, that scheme, those methods', async () => {
    await home.must(['grant', 'sm-fetch', `net=GET http://localhost:${port}`]);
    const { stdout, stderr } = await home.must(['run', 'sm-fetch', `url=http://localhost:${port}/a?b=c`]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ status: 200, body: 'from the server' });
    expect(received).toEqual(['GET /a?b=c']);
    expect((await fetchUrl('/', 'method=POST', 'body=x')).code).toBe(3);
    expect((await home.run(['run', 'sm-fetch', `url=http://localhost:${port + 1}/`])).code).toBe(3);
    expect((await home.run(['run', 'sm-fetch', `url=http://127.0.0.1:${port}/`])).code).toBe(3);
    expect(received).toHaveLength(1);
  });

  it('is not reached through a redirect to what was not granted', async () => {
    const count = received.length;
    const { code, stdout } = await fetchUrl('/elsewhere');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ status: 302, body: '' });
    expect(received.slice(count)).toEqual(['GET /elsewhere']);
  });

  it('is denied again after the grant was revoked', async () => {
    await home.must(['revoke', 'sm-fetch', '--all']);
    const count = received.length;
    expect((await fetchUrl('/')).code).toBe(3);
    expect(received).toHaveLength(count);
  });
});
