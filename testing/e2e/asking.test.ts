import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { serveLoopback, type LoopbackServer } from '../loopback/http-server.ts';
import { connectLegacyPerson, connectModernPerson, type AskingClient, type Person } from './asking-client.ts';
import { makeConformanceFolder } from './conformance-folder.ts';
import { createTestToken, startHttpServer } from './http-server.ts';
import { kamiProgram, makeTestHome, serveCommand } from './kami.ts';
import { answerOnTerminal } from './terminal.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const [command, ...args] = serveCommand;
const stdio = { command, args, env: home.env };
let server: LoopbackServer;
let url = '';

beforeAll(async () => {
  server = await serveLoopback((_request, response) => response.end('from the server'));
  url = `http://127.0.0.1:${server.port}/`;
  await home.must(['install', makeConformanceFolder(home), '--yes']);
});

beforeAll(async () => {
  await home.must([
    'install',
    makeToolFolder(home, 'net-probe', [`net_allow_list = ["GET http://127.0.0.1:${server.port}"]`]),
    '--yes',
  ]);
  await home.must(['revoke', 'net-probe', '--all']);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** A person who answers by what is asked, and what was asked. */
function personWith(content: Record<string, string | number | boolean | string[]>): {
  readonly person: Person;
  readonly asked: Record<string, unknown>[];
} {
  const asked: Record<string, unknown>[] = [];
  const elicit: Person['elicit'] = (params) => {
    asked.push(params);
    return { action: 'accept', content };
  };
  return { person: { elicit }, asked };
}

async function askAll(client: AskingClient): Promise<readonly string[]> {
  const told: string[] = [];
  for (const tool of ['elicitation', 'sampling', 'list_roots', 'multiple_inputs', 'multi_round'])
    told.push(JSON.stringify((await client.callTool(`test_input_required_result_${tool}`)).content));
  told.push(JSON.stringify(await client.getPrompt('test_input_required_result_prompt')));
  return told;
}

const ERAS = [
  ['before 2026-07-28', connectLegacyPerson],
  ['of 2026-07-28', connectModernPerson],
] as const;

describe.each(ERAS)('questions to a client %s', (_era, connect) => {
  const answers = { name: 'Alice', color: 'blue', context: 'the weather' };
  const expectAnswers = (told: readonly string[]): void => {
    const [form, model, roots, several, rounds, prompt] = told;
    expect(form).toContain('Hello, Alice!');
    expect(model).toContain('Paris');
    expect(roots).toContain('file:///work');
    expect(several).toMatch(/Alice.*Paris.*file:\/\/\/work/su);
    expect(rounds).toMatch(/Alice.*blue/su);
    expect(prompt).toContain('Context: the weather');
  };

  it('reach it over stdio, and the answers the component', async () => {
    const { person } = personWith(answers);
    {
      await using client = await connect(stdio, person);
      expectAnswers(await askAll(client));
    }
    const { stdout } = await home.must(['--json', 'log', '--tool', 'test']);
    expect(stdout).toContain('call.parked');
  });

  it('reach it over HTTP, and the answers the component', async () => {
    const { token } = await createTestToken(home);
    await using http = await startHttpServer(home);
    const { person } = personWith(answers);
    await using client = await connect({ url: http.url, token }, person);
    expectAnswers(await askAll(client));
  });

  it('may be declined', async () => {
    await using client = await connect(stdio, { elicit: () => ({ action: 'decline' }) });
    const { content } = await client.callTool('test_input_required_result_elicitation');
    expect(content).toMatchObject([{ text: 'declined' }]);
  });

  it('are about permissions only where the operator says so, and a yes counts once', async () => {
    const request = { requests: [{ url }] };
    const quiet = personWith({ allow_1: true });
    await using silent = await connect(stdio, quiet.person);
    expect(JSON.stringify(await silent.callTool('net-probe', request))).toContain('is not granted');
    expect(quiet.asked).toEqual([]);
    server.forget();

    const { person, asked } = personWith({ allow_1: true });
    const env = { ...home.env, KAMI_ASK_PERMISSIONS: 'true' };
    await using client = await connect({ command, args, env }, person);
    for (const calls of [1, 2]) {
      expect(JSON.stringify(await client.callTool('net-probe', request))).toContain('from the server');
      expect([asked.length, server.requests.length]).toEqual([calls, calls]);
    }
    expect(JSON.stringify(asked[0])).toContain(`Allow net=GET http://127.0.0.1:${server.port}`);
    const { stdout } = await home.must(['--json', 'inspect', 'net-probe']);
    expect(JSON.parse(stdout)).toMatchObject({ granted: [] });
  });
});

describe.skipIf(process.platform !== 'linux')('questions at the terminal', () => {
  const run = ['run', 'test/elicitation', 'message=Who are you?'];

  it('are asked field by field', async () => {
    const { shown, code } = await answerOnTerminal([process.execPath, kamiProgram, ...run], home.env, [
      { after: 'test: username: ', type: 'alice\r' },
      { after: 'test: email: ', type: 'alice@example.com\r' },
      { after: '[Y/n] ', type: '\r' },
    ]);
    expect(code, shown).toBe(0);
    expect(shown).toContain('test asks: Who are you?');
    expect(shown).toContain('alice@example.com');
    expect(shown).toContain('"action":"accepted"');
  });

  it('are unsupported where there is none', async () => {
    const { code, stderr } = await home.run(run);
    expect([code, stderr]).toEqual([1, expect.stringContaining('the client does not offer: form')]);
  });
});
