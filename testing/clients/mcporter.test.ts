import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { examplePath, type KamiResult, makeTestHome, runProgram, serveCommand } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';

const program = fileURLToPath(import.meta.resolve('mcporter/cli'));
const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', examplePath('checksum'), '--yes']);
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

async function mcporter(command: string, ...args: readonly string[]): Promise<KamiResult> {
  const [node, ...rest] = serveCommand;
  const server = ['--stdio', node, ...rest.flatMap((word) => ['--stdio-arg', word])];
  const given = ['--env', `KAMI_HOME=${home.path}`, '--name', 'kami'];
  return runProgram([program, command, ...server, ...given, ...args], home.env, '', home.env['HOME']);
}

describe('mcporter', () => {
  it('lists the tools', async () => {
    const { code, stdout, stderr } = await mcporter('list', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ tools: [{ name: 'checksum' }, { name: 'echo' }] });
  });

  it('calls a tool, and gets a wrong argument as an error that names the field', async () => {
    const called = await mcporter('call', 'checksum', '--args', '{"data":"abc"}', '--output', 'json');
    expect(called.code, called.stderr).toBe(0);
    expect(called.stdout).toContain('352441c2');
    const wrong = await mcporter('call', 'checksum', '--args', '{"data":1}', '--output', 'json');
    expect(wrong.stdout + wrong.stderr).toMatch(/data/u);
    expect(wrong.stdout + wrong.stderr).toContain('KAMI_ARGUMENT_INVALID');
  });
});
