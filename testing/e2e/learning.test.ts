import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { serveLoopback, type LoopbackServer } from '../loopback/http-server.ts';
import { inspectTool } from './inspect-tool.ts';
import { examplePath, kamiProgram, makeTestHome } from './kami.ts';
import { answerOnTerminal, type TypedAnswer } from './terminal.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const data = join(home.path, '..', 'data');
let server: LoopbackServer;
let origin = '';

beforeAll(async () => {
  server = await serveLoopback((_request, response) => response.end('from the server'));
  origin = `http://127.0.0.1:${server.port}`;
  mkdirSync(data);
  writeFileSync(join(data, 'orders.csv'), 'quantity\n3\n');
  await home.must(['install', examplePath('csv-stats'), '--yes']);
  await home.must([
    'install',
    makeToolFolder(home, 'sm-fetch', [`net_allow_list = ["GET ${origin}"]`]),
    '--yes',
  ]);
});

beforeEach(async () => {
  await home.must(['revoke', 'csv-stats', '--all']);
  await home.must(['revoke', 'sm-fetch', '--all']);
  server.forget();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const CSV = ['csv-stats', 'path=/mnt/data/orders.csv'];
const learn = async (args: readonly string[], answers: readonly TypedAnswer[]) =>
  answerOnTerminal([execPath, kamiProgram, 'run', '--learn', ...args], home.env, answers);
const granted = async (tool: string): Promise<unknown> => (await inspectTool(home, tool))['granted'];
const CHOICE = '[n] deny all > ';
const FOLDER = '(nothing: deny) ';

describe.skipIf(process.platform !== 'linux')('kami run --learn', () => {
  it('asks for the folder, starts the call again with it, and keeps it where that was said', async () => {
    const { shown, code } = await learn(CSV, [
      { after: CHOICE, type: 'a\r' },
      { after: FOLDER, type: `${data}\r` },
    ]);
    expect(code, shown).toBe(0);
    expect(shown).toContain('csv-stats was denied to use the path /mnt/data/orders.csv (rule fs.no-mount).');
    expect(shown).toContain('again from the start');
    expect(shown).toContain('"quantity"');
    expect(await granted('csv-stats')).toEqual([`fs=data=${data}:ro`]);
    expect((await home.run(['run', ...CSV])).code).toBe(0);
    expect((await home.must(['log', '--tool', 'csv-stats'])).stdout).toContain('learned=true');
  });

  it('gives what is allowed once to this command alone', async () => {
    const { shown, code } = await learn(
      ['sm-fetch', `url=${origin}/a?b=c`],
      [{ after: CHOICE, type: 'o\r' }],
    );
    expect(code, shown).toBe(0);
    expect(shown).toContain(`net=GET ${origin}`);
    expect(server.requests.map(({ line }) => line)).toEqual(['GET /a?b=c']);
    expect(await granted('sm-fetch')).toEqual([]);
    expect((await home.run(['run', 'sm-fetch', `url=${origin}/`])).code).toBe(3);
  });

  it('denies by default, and asks for another folder where one cannot be lent', async () => {
    const denied = await learn(CSV, [{ after: CHOICE, type: '\r' }]);
    expect(denied.code, denied.shown).toBe(3);
    const { shown, code } = await learn(CSV, [
      { after: CHOICE, type: 'what\r' },
      { after: CHOICE, type: 'once\r' },
      { after: FOLDER, type: `${home.path}\r` },
      { after: FOLDER, type: `${data}\r` },
    ]);
    expect(code, shown).toBe(0);
    expect(shown).toContain("it contains, or is inside, KAMI's home");
    expect(await granted('csv-stats')).toEqual([]);
  });

  it('grants nothing when the person leaves by Ctrl-C, whatever was answered before', async () => {
    const { shown, code } = await learn(CSV, [
      { after: CHOICE, type: 'a\r' },
      { after: FOLDER, type: '\u0003' },
    ]);
    expect(code, shown).toBe(130);
    expect(await granted('csv-stats')).toEqual([]);
  });

  it('asks nothing about what the manifest does not ask for, and says so', async () => {
    const { shown, code } = await learn(['sm-fetch', `url=${origin}/`, 'method=POST', 'body=x'], []);
    expect(code, shown).toBe(3);
    expect(shown).toContain('its manifest does not ask for it');
    expect(shown).toContain('kami policy suggest sm-fetch');
    expect(shown).not.toContain(CHOICE);
    expect(server.requests.map(({ line }) => line)).toEqual([]);
  });

  it('needs a terminal, and arguments that do not come from it', async () => {
    const { code, stderr } = await home.run(['run', '--learn', ...CSV]);
    expect(code).toBe(2);
    expect(stderr).toContain('asks at a terminal');
    expect((await learn(['csv-stats', '--args', '-'], [])).code).toBe(2);
  });
});

describe('the help', () => {
  it('names what learns', async () => {
    expect((await home.must(['run', '--help'])).stdout).toContain('--learn');
    expect((await home.must(['policy', 'suggest', '--help'])).stdout).toContain('--since');
  });
});
