import { execPath } from 'node:process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kamiProgram, makeTestHome } from '../e2e/kami.ts';
import { runOnTerminal } from '../e2e/terminal.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();
const megabyte = 1024 * 1024;
/** Clears the screen, sets the title, rings, turns text red, hides text by direction and by invisible letters. */
const hostile = '\u001b[2J\u001b]0;title\u0007\u001b[31mred\u009b1m\u202e\u200b\u{e0041}\r';
const neutral = '\\u{1b}[2J\\u{1b}]0;title\\u{7}\\u{1b}[31mred\\u{9b}1m\\u{202e}\\u{200b}\\u{e0041}\\u{d}';

beforeAll(async () => {
  const large = ['max_memory_mb = 512', 'max_execution_ms = 60000'];
  await home.must(['install', makeToolFolder(home, 'big-json', large)]);
  await home.must(['install', makeToolFolder(home, 'flood', ['max_execution_ms = 1000']), '--yes']);
  await home.must(['install', guestPath('say')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** The messages on standard error, one JSON object a line. */
function logged(stderr: string): readonly string[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}

describe('what a guest puts out', () => {
  it('case 58: a JSON result of 200 MB is refused at the byte limit, before it is parsed', async () => {
    const small = await home.must(['run', 'big-json', 'bytes:=1000', '--json']);
    const { structured } = JSON.parse(small.stdout) as { structured: { list: number[] } };
    expect(structured.list).toHaveLength(495);
    const { code, stdout, stderr } = await home.run(['run', 'big-json', 'bytes:=200000000']);
    expect({ code, stdout }, stderr).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('larger than 1048576 bytes');
    expect(stderr).toContain('KAMI_OUTPUT_TOO_LARGE');
  });

  it('case 59: a flood of standard output is cut, and marked where it was', async () => {
    const cut = 'The tool wrote more than 262144 bytes of output: the rest is left out.';
    const { code, stdout, stderr } = await home.run([
      'run',
      'flood',
      `bytes:=${10 * megabyte}`,
      '--log-level',
      'info',
    ]);
    expect({ code, stdout }, stderr.slice(-500)).toEqual({ code: 0, stdout: 'flooded\n' });
    const messages = logged(stderr);
    expect(messages.filter((message) => message.startsWith('fff')).join('\n').length).toBeGreaterThan(
      261_000,
    );
    expect(messages.join('\n').length).toBeLessThan(264_000);
    expect(messages.filter((message) => message === cut)).toHaveLength(1);
    expect(messages.at(-1)).toMatch(/^left out: 0 lines of log and \d{7} bytes of output/u);
    const endless = await home.run(['run', 'flood', '--log-level', 'info']);
    expect(endless.code).toBe(4);
    expect(logged(endless.stderr).at(-1)).toBe(cut);
  });

  it('case 60: control sequences are neutralised on a terminal, and kept in a pipe', async () => {
    const args = ['run', 'say', `text:=${JSON.stringify(hostile)}`];
    expect((await home.must(args)).stdout).toBe(`${hostile}\n`);
    const said = await runOnTerminal([execPath, kamiProgram, ...args], home.env);
    expect(said).toContain(neutral);
    const failed = await runOnTerminal([execPath, kamiProgram, ...args, 'fail:=1'], home.env);
    expect(failed).toContain(neutral);
    const asJson = await runOnTerminal([execPath, kamiProgram, ...args, '--json'], home.env);
    // Nothing but the line ends of the terminal itself is a control or format character.
    for (const shown of [said, failed, asJson])
      expect(shown.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
});
