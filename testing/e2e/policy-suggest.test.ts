import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GuestName } from '../guests/index.ts';
import { serveLoopback, type LoopbackServer } from '../loopback/http-server.ts';
import { examplePath, kamiProgram, makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { callTool } from './tool-answer.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
let server: LoopbackServer;
let origin = '';

beforeAll(async () => {
  server = await serveLoopback((_request, response) => response.end('from the server'));
  origin = `http://127.0.0.1:${server.port}`;
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** Installs a guest whose manifest asks for these lines, and grants it this. */
async function install(guest: GuestName, security: readonly string[], ...grants: string[]): Promise<string> {
  const folder = makeToolFolder(home, guest, security);
  await home.must(['install', folder, '--yes', ...grants.flatMap((grant) => ['--grant', grant])]);
  await home.must(['revoke', guest, '--all']);
  if (grants.length > 0) await home.must(['grant', guest, ...grants]);
  return folder;
}

/** Does exactly what `kami policy suggest` prints: the table into the manifest, the commands in a shell. */
async function applySuggestion(tool: string, folder: string): Promise<string> {
  const { stdout } = await home.must(['policy', 'suggest', tool]);
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const commands = lines.filter((line) => line.startsWith('kami '));
  const table = lines.filter((line) => !line.startsWith('kami '));
  expect(commands.length, stdout).toBeGreaterThan(0);
  const path = join(folder, 'tool.toml');
  const [before = ''] = readFileSync(path, 'utf8').split('[security]');
  writeFileSync(path, `${before}${table.join('\n')}\n`);
  for (const command of commands) {
    const shell = spawn('sh', ['-ec', `kami() { "$NODE" "$PROGRAM" "$@"; }\n${command}`], {
      env: { ...home.env, NODE: execPath, PROGRAM: kamiProgram },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(shell, 'close');
    expect(shell.exitCode, command).toBe(0);
  }
  return stdout;
}

describe('kami policy suggest', () => {
  it('says that nothing was denied', async () => {
    await home.must(['install', examplePath('checksum')]);
    expect((await home.must(['policy', 'suggest', 'checksum'])).stdout).toContain('Nothing was denied');
    expect(JSON.parse((await home.must(['policy', 'suggest', 'checksum', '--json'])).stdout)).toMatchObject({
      seen: 0,
      grants: [],
      security: null,
      commands: [],
    });
  });

  it('makes a denied write succeed, by a folder lent for writing', async () => {
    const work = join(home.path, '..', 'work');
    mkdirSync(work);
    const folder = await install('fs-probe', ['fs_access = "read-only"'], `fs=work=${work}`);
    const write = [
      'run',
      'fs-probe',
      'op=write',
      'root=/mnt/work',
      'path=new.txt',
      'data=hello',
      'open-flags:=1',
    ];
    const denied = await home.run(write);
    expect(denied.stderr).toContain('No grant can allow it: its manifest does not ask for it.');
    expect(denied.stderr).not.toContain('kami grant');
    const printed = await applySuggestion('fs-probe', folder);
    expect(printed).toContain('fs_access = "sandbox"');
    expect(printed).toContain('kami grant fs-probe fs=work=:rw');
    expect(printed).not.toContain('private-folder');
    await home.must(write);
    expect(readFileSync(join(work, 'new.txt'), 'utf8')).toBe('hello');
    expect((await home.must(['policy', 'suggest', 'fs-probe'])).stdout).toContain('is given already');
  }, 180_000);

  it('makes a denied request succeed: that host, that port, those methods', async () => {
    const folder = await install('sm-fetch', []);
    const get = ['run', 'sm-fetch', `url=${origin}/a`];
    const post = [...get, 'method=POST', 'body=x'];
    for (const call of [get, post]) expect((await home.run(call)).code).toBe(3);
    const printed = await applySuggestion('sm-fetch', folder);
    expect(printed).toContain(`net_allow_list = ["GET,POST ${origin}"]`);
    expect(server.requests.map(({ line }) => line)).toEqual([]);
    for (const call of [get, post]) await home.must(call);
    expect(server.requests.map(({ line }) => line)).toEqual(['GET /a', 'POST /a']);
    expect((await home.run([...get, 'method=PUT', 'body=x'])).code).toBe(3);
  }, 180_000);

  it('makes a variable that the manifest asks for readable', async () => {
    home.env['KAMI_TEST_WORD'] = 'granted';
    const folder = await install('p1-system', ['env = ["KAMI_TEST_WORD", "OTHER_WORD"]']);
    const read = ['run', 'p1-system', 'op=environment', 'value=KAMI_TEST_WORD'];
    expect((await home.must(read)).stdout).toContain('null');
    const printed = await applySuggestion('p1-system', folder);
    expect(printed).toContain('env=KAMI_TEST_WORD');
    expect((await home.must(read)).stdout).toContain('granted');
  }, 180_000);
});

describe('kami serve --learn', () => {
  it('records what was denied, says so once, and grants nothing', async () => {
    const asks = [`net_allow_list = ["${origin}"]`];
    await home.must(['install', makeToolFolder(home, 'sm-fetch', asks, { name: 'fetcher' }), '--yes']);
    await home.must(['revoke', 'fetcher', '--all']);
    const session = await openSession(home, ['--learn']);
    for (const path of ['/x', '/x', '/y']) {
      expect((await callTool(session, 'fetcher', { url: `${origin}${path}` })).isError).toBe(true);
    }
    const { stderr } = await session.close();
    expect(stderr.match(/fetcher is not allowed to request GET [^ ]*\/x/gu)).toHaveLength(1);
    expect((await home.must(['inspect', 'fetcher'])).stdout).toMatch(/granted +nothing/u);
    const suggested = await home.must(['policy', 'suggest', 'fetcher', '--json', '--since', '1h']);
    expect(JSON.parse(suggested.stdout)).toMatchObject({
      seen: 1,
      grants: [`net=GET ${origin}`],
      manifestChanges: false,
      commands: [`kami grant fetcher 'net=GET ${origin}'`],
    });
    const later = await home.must(['policy', 'suggest', 'fetcher', '--since', '2100-01-01T00:00:00Z']);
    expect(later.stdout).toContain('Nothing was denied');
    expect((await home.run(['policy', 'suggest', 'fetcher', '--since', 'soon'])).code).toBe(2);
  }, 180_000);
});
