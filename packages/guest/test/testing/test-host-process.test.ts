import { describe, expect, it } from 'vitest';
import { sharedTestHost } from '../../src/testing/shared-test-host.ts';
import { startTestHost, type TestHostProcess } from '../../src/testing/test-host-process.ts';

const HELLO = `process.stdout.write('{"kamiTestHost":1,"kami":"9"}\\n');`;
/** A program in the place of `kami`: what it does with each line that it reads. */
function start(onLine: string, before = HELLO): TestHostProcess {
  const code = `${before} require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, op } = JSON.parse(line); const say = (x) => process.stdout.write(JSON.stringify(x) + '\\n');
    ${onLine} });`;
  return startTestHost({ program: process.execPath, args: ['-e', code, '--'] });
}

describe('a test host', { timeout: 20_000 }, () => {
  it('gives each question its answer, in whatever order they come', async () => {
    const host = start(
      "if (op === 'a') globalThis.first = id; else { say({ id, ok: op }); say({ id: first, ok: 'late' }); }",
    );
    const ids: number[] = [];
    const asked = [host.ask({ op: 'a' }, (id) => ids.push(id)), host.ask({ op: 'b' })];
    expect(await Promise.all(asked)).toEqual(['late', 'b']);
    expect(ids).toEqual([1]);
    expect(host.alive).toBe(true);
    if (host.pid !== undefined) process.kill(host.pid);
  });

  it('is not asked what JSON cannot say, or what is too long, and answers the next question', async () => {
    const host = start('say({ id, ok: op }); if (op === "end") process.exit()');
    await expect(host.ask({ op: 'a', args: { n: 1n } })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(host.ask({ op: 'a', args: 'x'.repeat(2 ** 24) })).rejects.toThrow('16777216 bytes');
    expect(await host.ask({ op: 'end' })).toBe('end');
  });

  it('passes a refusal on, with what mends it', async () => {
    const host = start(
      "say({ id, error: { code: 'KAMI_X', message: 'No.', hint: 'kami y' } }); process.exit()",
    );
    await expect(host.ask({ op: 'a' })).rejects.toMatchObject({
      code: 'REFUSED',
      kamiCode: 'KAMI_X',
      message: 'No.\n    kami y',
    });
  });

  it.each([
    ['ends', 'process.exit(3)', HELLO, 'ended (exit code 3)'],
    [
      'ends with words',
      "console.error('because'); process.exitCode = 1; process.stdin.destroy()",
      HELLO,
      'because',
    ],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', HELLO, 'ended (SIGKILL)'],
    ['says what is no JSON', "process.stdout.write('x\\n')", HELLO, 'was not understood'],
    ['answers another question', 'say({ id: 99, ok: 1 })', HELLO, 'nobody asked for it'],
    ['gives no answer', 'say({ id })', HELLO, 'it is no answer'],
    ['does not greet', 'say({ id, ok: 1 })', '', 'kamiTestHost is no number'],
    ['is another version', '', HELLO.replace('":1', '":2'), '@kami/guest@latest'],
  ])('that %s fails every question', async (_what, onLine, before, message) => {
    const host = start(onLine, before);
    const asked = [host.ask({ op: 'a' }), host.ask({ op: 'b' })];
    for (const outcome of await Promise.allSettled(asked))
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'TEST_HOST_FAILED', message: expect.stringContaining(message) as string },
      });
    expect(host.alive).toBe(false);
    await expect(host.ask({ op: 'c' })).rejects.toThrow(message);
  });

  it('that is not there says so, and is looked for again the next time', async () => {
    const command = { program: '/nowhere/kami', args: [] };
    const host = sharedTestHost(command);
    expect(sharedTestHost(command)).toBe(host);
    await expect(host.ask({ op: 'a' })).rejects.toMatchObject({ code: 'KAMI_NOT_FOUND' });
    expect(sharedTestHost(command)).not.toBe(host);
  });
});
