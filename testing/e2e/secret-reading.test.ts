import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectLegacy, connectModern } from './connect-client.ts';
import { kamiProgram, makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { answerOnTerminal } from './terminal.ts';
import { callTool } from './tool-answer.ts';
import { makeToolFolder } from './tool-folder.ts';

const SECRET = 'tok-"4f8a\\91bc" 7d/e2';
/** The tool's engine is a large one, and it tells a secret in many ways. */
const PATIENCE = 'max_execution_ms = 60000';
const home = makeTestHome();

beforeAll(async () => {
  const security = ['net_allow_list = ["api.test"]', 'secrets_read = ["token", "key-file"]', PATIENCE];
  await home.must(['install', makeToolFolder(home, 'tell-secrets', security), '--yes']);
  expect((await home.run(['secret', 'set', 'token'], SECRET)).code).toBe(0);
}, 120_000);

afterAll(() => {
  home[Symbol.dispose]();
});

const call = async (args: object, ...flags: string[]) =>
  home.run([...flags, 'run', 'tell-secrets', '--args', '-'], JSON.stringify(args));
const ways = ['log', 'print', 'complain', 'progress', 'base64', 'deny'];

/** The spellings of the secret that redaction looks for. */
const forms = [
  SECRET,
  JSON.stringify(SECRET).slice(1, -1),
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64').slice(0, 24),
  Buffer.from(`user:${SECRET}`).toString('base64').slice(8, 30),
];
const expectNoSecret = (text: string): void => {
  for (const form of forms) expect(text).not.toContain(form);
};

describe('a secret that a tool may read', { timeout: 120_000 }, () => {
  it('is read by nothing but the grant to read it, which the denial names', async () => {
    const { code, stdout } = await call({ read: ['token'] });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ secrets: [{ err: 'not-granted' }] });
    const events = (await home.must(['--json', 'log', '--tool', 'tell-secrets'])).stdout;
    expect(events).toContain('"type":"capability.denied"');
    expect(events).toContain('kami grant tell-secrets secret-read=token');
  });

  it('is warned of when it is granted, and shown by inspect', async () => {
    const { stderr } = await home.must(['grant', 'tell-secrets', 'secret-read=token']);
    expect(stderr).toContain('warning With secret-read=token the tool tell-secrets holds the secret itself');
    expect((await home.must(['inspect', 'tell-secrets'])).stdout).toMatch(/granted .*\n.*secret-read=token/u);
  });

  it('is in no answer, log line, progress message or event of the command', async () => {
    const { code, stdout, stderr } = await call({ read: ['token'], ways }, '--log-level', 'trace');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      secrets: [{ ok: '[secret]' }],
      inJson: '{"secret":"[secret]"}',
    });
    expect(stdout).toMatch(/"dXNlcjp\[secret\].?"/u);
    expect(stderr).toContain('the log has [secret]');
    expect(stderr).toContain(`complained ${'*'.repeat(SECRET.length)}`);
    expectNoSecret(stdout);
    expectNoSecret(stderr);
    expectNoSecret((await home.must(['--json', 'log', '-n', '1000'])).stdout);
    for (const file of readdirSync(home.path).filter((name) => name.startsWith('kami.db')))
      expectNoSecret(readFileSync(join(home.path, file), 'latin1'));
  });

  it.each(['fail-text', 'fail-trap'])('is in no error: %s', async (way) => {
    const { code, stdout, stderr } = await call({ read: ['token'], ways: ['complain', way] });
    expect(code).not.toBe(0);
    expectNoSecret(stdout + stderr);
    const json = await call({ read: ['token'], ways: ['complain', 'deny', way] }, '--json');
    expect(json.stdout).toContain('[secret]');
    expectNoSecret(json.stdout + json.stderr);
  });

  it.each([connectLegacy, connectModern])('is told to no client (%o)', async (connect) => {
    await using client = await connect(home);
    for (const failure of [[], ['fail-text'], ['fail-trap']]) {
      const answer = await client.callTool('tell-secrets', { read: ['token'], ways: [...ways, ...failure] });
      expect(JSON.stringify(answer)).toContain('[secret]');
      expectNoSecret(JSON.stringify(answer));
    }
  });

  it('is the new one from the next call, while a server runs', async () => {
    await using session = await openSession(home);
    const told = async () => callTool(session, 'tell-secrets', { read: ['token'], ways: ['deny'] });
    expect(JSON.stringify(await told())).toContain('[secret]');
    await home.must(['secret', 'remove', 'token']);
    const { structured } = await told();
    expect(structured).toMatchObject({ secrets: [{ err: 'not-set' }] });
    expect((await home.run(['secret', 'set', 'token'], 'a-new-value-of-the-token')).code).toBe(0);
    const after = JSON.stringify(await told());
    expect(after).toContain('https://not-granted.test/[secret]');
    expect(after).not.toContain('new-value');
    expect((await home.run(['secret', 'set', 'token'], SECRET)).code).toBe(0);
  });

  it('may have several lines, none of which is told', async () => {
    const key = '-----BEGIN KEY-----\nMIIBVgIBADANBgkqhkiG9w0B\nqqAbCdEfGhIjKlMnOpQrStUv\n-----END KEY-----';
    expect((await home.run(['secret', 'set', 'key-file'], `${key}\n`)).code).toBe(0);
    await home.must(['grant', 'tell-secrets', 'secret-read=key-file']);
    const { stdout, stderr } = await call(
      { read: ['key-file'], ways: ['log', 'print'] },
      '--log-level',
      'trace',
    );
    expect(JSON.parse(stdout)).toMatchObject({ secrets: [{ ok: '[secret]' }] });
    for (const line of key.split('\n').slice(1, 3)) expect(stdout + stderr).not.toContain(line);
  });

  it.skipIf(process.platform !== 'linux')('is asked for by itself where a person answers', async () => {
    await home.must(['revoke', 'tell-secrets', '--all']);
    const { shown } = await answerOnTerminal(
      [execPath, kamiProgram, 'grant', 'tell-secrets', 'secret-read=token'],
      home.env,
      [{ after: '[y/N]', type: 'n\n' }],
    );
    expect(shown).toContain('Let tell-secrets read the secret token? [y/N]');
    expect((await home.must(['inspect', 'tell-secrets'])).stdout).not.toContain('secret-read=token');
  });
});
