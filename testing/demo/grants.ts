import { createServer, type Server } from 'node:http';
import { at, type Expect } from './expect.ts';
import { localExample } from '../examples/local-example.ts';
import type { Narrator } from './narrator.ts';
import type { Shell } from './shell.ts';

/** Shows denials, and the grants that lift them: a folder, and a host of the network. */
export async function showGrants(
  shell: Shell,
  narrator: Narrator,
  expect: Expect,
  folder: string,
): Promise<void> {
  narrator.section('What was not granted is denied, and the denial names the grant');
  const denied = await shell.kami(['run', 'csv-stats', 'path=/mnt/data/orders.csv'], 3);
  expect.holds('the denial names the command', denied.stderr, 'kami grant csv-stats fs=data=DIR');
  await shell.kami(['grant', 'csv-stats', 'fs=data=examples/data']);
  const stats = await shell.kami([
    'run',
    'csv-stats',
    'path=/mnt/data/orders.csv',
    'columns:=["quantity"]',
    '--json',
  ]);
  const structured = at(JSON.parse(stats.stdout), 'structured');
  expect.equal('csv-stats reads all of the mounted file', at(structured, 'rows'), 20_000);
  expect.equal('and its smallest quantity', at(structured, 'columns', 0, 'min'), 1);
  const found = await shell.kami([
    'run',
    'file-search',
    'name=**/*.md',
    'content=throwaway process',
    '--json',
  ]);
  expect.holds('file-search finds text in the lent folder', found.stdout, 'ARCHITECTURE.md');
  await showNetwork(shell, expect, folder);
}

async function showNetwork(shell: Shell, expect: Expect, folder: string): Promise<void> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/plain').end(`hello from ${request.url ?? ''}`);
  });
  const port = await listen(server);
  try {
    const url = `http://localhost:${port}/greeting`;
    await shell.kami([
      'install',
      await localExample(folder, 'fetch-url', 'fetch-local', port),
      '--grant',
      `net=http://localhost:${port}`,
    ]);
    const answer = await shell.kami(['run', 'fetch-local', `url=${url}`]);
    expect.holds('fetch-local reaches the one host it was granted', answer.stdout, 'hello from /greeting');
    const refused = await shell.kami(['run', 'fetch-local', `url=http://localhost:${port + 1}/`], 3);
    expect.holds('and no other port', refused.stderr, 'not allowed');
    await shell.kami(['revoke', 'fetch-local', '--all']);
    const revoked = await shell.kami(['run', 'fetch-local', `url=${url}`], 3);
    expect.holds(
      'after revoking it, not even that',
      revoked.stderr,
      `kami grant fetch-local net=http://localhost:${port}`,
    );
  } finally {
    server.close();
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
