import { afterAll, describe, expect, it } from 'vitest';

import type { KamiError } from '@kami/types';

import { createPreparer } from '../../src/prepare/create-preparer.ts';
import { createProgramFolder } from './bundle-prepare.ts';

const programs = createProgramFolder();
afterAll(() => {
  programs[Symbol.dispose]();
});

const ANSWER = `const answer = (header, body = '', lengths) => {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const head = Buffer.alloc(8);
  head.writeUInt32LE(lengths?.[0] ?? json.length, 0);
  head.writeUInt32LE(lengths?.[1] ?? body.length, 4);
  process.stdout.write(Buffer.concat([head, json, Buffer.from(body)]));
};
process.stdin.resume();
`;

async function run(name: string, source: string, deadlineMs = 20_000): Promise<KamiError> {
  const prepareEntry = programs.writeProgram(name, ANSWER + source);
  const preparer = createPreparer({ prepareEntry, deadlineMs });
  const result = await preparer.prepare(Uint8Array.of(1), { maxMemoryMb: 64 }, new AbortController().signal);
  if (result.ok) throw new Error('the answer was accepted');
  return result.error;
}

const FACTS = '{ convention: "typed", imports: [], usedImports: [], functions: [], docs: [] }';

describe('a prepare process that was taken over', () => {
  it.each([
    ['silence', '', 'truncated'],
    ['noise', 'process.stdout.write("hello world, this is no answer")', 'too long'],
    ['no JSON', 'answer("{")', 'no JSON'],
    ['a length that lies', 'answer({}, "", [2, 5])', 'another length'],
    ['another status', 'answer({ status: "great" }, "x")', 'another form'],
    [
      'facts of another form',
      'answer({ status: "prepared", facts: { convention: "mine" } }, "x")',
      'another form',
    ],
    ['no prepared form', `answer({ status: "prepared", facts: ${FACTS}, key: "k" })`, 'another form'],
    [
      'an error code of another kind',
      'answer({ status: "refused", error: { code: "KAMI_HOME_UNUSABLE", message: "x" } })',
      'unknown error',
    ],
    ['its own end', 'process.exit(3)', 'exit code 3'],
    ['its own kill', 'process.kill(process.pid, "SIGKILL")', 'SIGKILL'],
  ])('is refused with %s', async (what, source, message) => {
    const error = await run(what.replaceAll(' ', '-'), source);
    expect(error.code).toBe('KAMI_COMPONENT_INVALID');
    expect(error.message).toContain(message);
  });

  it('is refused and ended when it never stops writing', async () => {
    const error = await run(
      'endless',
      'const big = Buffer.alloc(1 << 20); const write = () => process.stdout.write(big, write); write();',
    );
    expect(error.message).toContain('too long');
  });

  it('is ended at the deadline when it loops', async () => {
    expect((await run('loop', 'for (;;);', 300)).message).toContain('took longer than 0.3 s');
  });

  it('cannot put control characters into a message', async () => {
    const error = await run(
      'terminal',
      'answer({ status: "refused", error: { code: "KAMI_COMPONENT_INVALID", message: "a\\u001b[31mb\\u202ec\\nd" } })',
    );
    expect(error.message).toBe('a [31mb c d');
  });

  it('has no authority', async () => {
    const error = await run(
      'authority',
      `
      const { readFileSync, writeFileSync } = await import('node:fs');
      const { spawnSync } = await import('node:child_process');
      const { Worker } = await import('node:worker_threads');
      const { connect } = await import('node:net');
      const { once } = await import('node:events');
      const attempts = {
        read: () => readFileSync('/etc/passwd'),
        write: () => writeFileSync(new URL('./written', import.meta.url), 'x'),
        spawn: () => { const { error } = spawnSync('/bin/true'); if (error) throw error; },
        worker: () => new Worker('1', { eval: true }),
        connect: () => once(connect(9, '127.0.0.1'), 'connect'),
      };
      const seen = [];
      for (const [name, attempt] of Object.entries(attempts)) {
        try { await attempt(); seen.push(name + '=done'); } catch (e) { seen.push(name + '=' + e.code); }
      }
      seen.push('env=' + Object.keys(process.env).join());
      answer({ status: 'refused', error: { code: 'KAMI_INTERNAL', message: seen.join(' ') } });
    `,
    );
    const denied = 'ERR_ACCESS_DENIED';
    expect(error.message).toBe(
      `read=${denied} write=${denied} spawn=${denied} worker=${denied} connect=${denied} env=`,
    );
  });
});
