import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';

import { afterAll, describe, expect, it } from 'vitest';

import { kamiProgram, makeTestHome } from './kami.ts';
import { answerOnTerminal } from './terminal.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const folder = join(home.path, 'secrets');
const VALUE = 'a value that nobody sees';

afterAll(() => {
  home[Symbol.dispose]();
});

const set = async (name: string, value: string, ...more: string[]) =>
  home.run(['secret', 'set', name, ...more], value);

describe('kami secret', { timeout: 120_000 }, () => {
  it('sets a secret from standard input, says plainly where it is, and lists no value', async () => {
    const { code, stdout, stderr } = await set('api-key', `${VALUE}\n`);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`a file that only you may read, not encrypted, in ${folder}`);
    const list = await home.must(['--json', 'secret', 'list']);
    expect(JSON.parse(list.stdout)).toMatchObject({
      secrets: [{ name: 'api-key', kept: 'file', grants: [] }],
      missing: [],
    });
    const plain = await home.must(['secret', 'list']);
    const log = await home.must(['--json', 'log']);
    expect(log.stdout).toContain('"type":"secret.set"');
    for (const text of [stdout, stderr, list.stdout, plain.stdout, log.stdout])
      expect(text).not.toContain(VALUE);
    expect(statSync(join(folder, 'api-key.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'api-key.json'), 'utf8'))).toMatchObject({ value: VALUE });
  });

  it.skipIf(process.platform !== 'linux')('asks for it on a terminal without showing it', async () => {
    const typed = { after: 'not shown): ', type: 'typed-wrong\u0015typed-valux\u007fe\r' };
    const command = [execPath, kamiProgram, 'secret', 'set'];
    const { shown } = await answerOnTerminal([...command, 'typed'], home.env, [typed]);
    expect(shown).toContain('typed is set');
    expect(shown).not.toContain('typed-val');
    expect(readFileSync(join(folder, 'typed.json'), 'utf8')).toContain('"typed-value"');
    const before = readdirSync(folder).length;
    const left = { after: 'not shown): ', type: 'half a val\u0003' };
    const stopped = await answerOnTerminal([...command, 'left'], home.env, [left]);
    expect(stopped.shown).toContain('nothing was changed');
    expect(readdirSync(folder)).toHaveLength(before);
  });

  it('takes no value from the command line, and one from a variable', async () => {
    expect((await home.run(['secret', 'set', 'x', 'the-value-itself'])).code).toBe(2);
    home.env['A_VALUE'] = VALUE;
    expect((await set('from-env', '', '--from-env', 'A_VALUE')).code).toBe(0);
    expect((await set('from-env', '', '--from-env', 'NOT_THERE')).code).toBe(2);
    delete home.env['A_VALUE'];
  });

  it.each([
    ['', 'it is empty'],
    ['\n', 'it is empty'],
    ['short', 'at least 8'],
    ['x'.repeat(9000), 'longer than 8192 bytes'],
    ['with a \0 in it', 'no text'],
  ])('refuses the value %j', async (value, reason) => {
    const { code, stderr } = await set('refused', value);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
    expect(readdirSync(folder)).not.toContain('refused.json');
  });

  it.each(['9key', 'a/b', '../key', 'a b', 'ä', 'x'.repeat(65)])('refuses the name %j', async (name) => {
    expect((await set(name, VALUE)).code).toBe(2);
    expect((await home.run(['secret', 'remove', name])).code).toBe(2);
  });

  it('refuses a value of two lines where it goes into a header, at set and at grant', async () => {
    const security = ['net_allow_list = ["api.test"]', 'secrets = ["api-key", "pem"]'];
    await home.must(['install', makeToolFolder(home, 'host-steps', security), '--yes']);
    const granted = await home.must(['grant', 'host-steps', 'secret=api-key@api.test:X-Key']);
    expect(granted.stderr).toContain('secret=api-key@api.test:x-key');
    const refused = await set('api-key', 'two lines\r\nX-Other: y');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('host-steps has it put into a header field');
    expect((await set('pem', 'first line\nsecond line')).code).toBe(0);
    const grant = await home.run(['grant', 'host-steps', 'secret=pem@api.test']);
    expect(grant.code).toBe(2);
    expect(grant.stderr).toContain('it has more than one line');
    expect((await home.must(['secret', 'list'])).stdout).toContain(
      'host-steps secret=api-key@api.test:x-key',
    );
  });

  it('says at a grant what is still missing', async () => {
    const { stderr } = await home.must(['grant', 'host-steps', 'secret=api-key@other.test']);
    expect(stderr).toContain('kami grant host-steps net=other.test');
    await home.must(['secret', 'remove', 'pem']);
    expect((await home.must(['grant', 'host-steps', 'secret=pem@api.test'])).stderr).toContain(
      'kami secret set pem',
    );
    expect((await home.must(['secret', 'list'])).stderr).toContain(
      'host-steps was granted pem, which is not set',
    );
  });

  it('completes the names of secrets', async () => {
    const { stdout } = await home.must(['complete', '--', 'secret', 'remove', '']);
    expect(stdout).toContain('api-key');
    expect(stdout).not.toContain(VALUE);
  });

  it('has doctor say where secrets are, and what is wrong with them', async () => {
    const sound = await home.must(['doctor']);
    expect(sound.stdout).toMatch(/secrets .*files of mode 0600, not encrypted/u);
    chmodSync(join(folder, 'api-key.json'), 0o644);
    const open = await home.run(['doctor']);
    expect(open.code).toBe(5);
    expect(open.stdout).toContain(`chmod 600 ${join(folder, 'api-key.json')}`);
    expect((await home.run(['secret', 'list'])).code).toBe(5);
    chmodSync(join(folder, 'api-key.json'), 0o600);
    writeFileSync(join(folder, 'api-key.json'), 'damaged');
    expect((await home.run(['secret', 'list'])).stderr).toContain('kami secret set api-key');
    expect((await set('api-key', VALUE)).code).toBe(0);
  });

  it('keeps nothing in a keyring that is not there', async () => {
    home.env['KAMI_SECRETS_STORE'] = 'keyring';
    const { code, stderr } = await set('in-keyring', VALUE);
    expect(code).toBe(5);
    expect(stderr).toContain("The system's keyring is not there");
    home.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${join(home.path, 'no-bus')}`;
    expect((await set('in-keyring', VALUE)).code).toBe(5);
    home.env['KAMI_SECRETS_STORE'] = 'auto';
    expect((await set('in-file', VALUE)).code).toBe(0);
    delete home.env['DBUS_SESSION_BUS_ADDRESS'];
    delete home.env['KAMI_SECRETS_STORE'];
  });

  it('removes a secret, names the nearest where there is none, and ends as other commands do', async () => {
    expect((await home.must(['secret', 'remove', 'from-env'])).stderr).toContain('removed');
    const { code, stderr } = await home.run(['secret', 'remove', 'api-kay']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean api-key?');
    expect((await home.run(['secret', 'bogus'])).code).toBe(2);
    expect((await home.must(['--json', 'log'])).stdout).toContain('"type":"secret.removed"');
  });
});
