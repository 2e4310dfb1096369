import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OnewayCall } from '@kami/protocol';
import { createRedactor } from '@kami/sandbox';
import type { HostCallSeam } from '../../src/index.ts';
import { createRedactingSeam } from '../../src/redaction/redacting-seam.ts';

const SECRET = 'aa-bb-aa-cc';
const NOTHING = new Uint8Array(0);

function setUp() {
  const said: { readonly call: OnewayCall; readonly text: string }[] = [];
  const inner: HostCallSeam = {
    call: async () =>
      Promise.resolve({
        header: { ok: 'secret', value: SECRET, time: { wallMicros: 0, monotonicNanos: '0' } },
      }),
    oneway: (call, body) => void said.push({ call, text: Buffer.from(body).toString() }),
  };
  const output = (stream: 'stdout' | 'stderr'): string =>
    said.flatMap(({ call, text }) => (call.op === 'output' && call.stream === stream ? [text] : [])).join('');
  return { said, output, seam: createRedactingSeam(inner, createRedactor([SECRET])) };
}

describe('a seam that redacts what is said', () => {
  it('takes secrets out of log, progress and notifications, and lets answers pass', async () => {
    const { seam, said } = setUp();
    seam.oneway({ op: 'log', level: 'info', message: `m ${SECRET}`, data: `{"d":"${SECRET}"}` }, NOTHING);
    seam.oneway({ op: 'progress', done: 1, message: SECRET }, NOTHING);
    seam.oneway({ op: 'notify', what: 'resources', uri: `x:${SECRET}` }, NOTHING);
    seam.oneway({ op: 'drop', handles: [1] }, NOTHING);
    expect(said.map(({ call }) => call)).toEqual([
      { op: 'log', level: 'info', message: 'm [secret]', data: '{"d":"[secret]"}' },
      { op: 'progress', done: 1, message: '[secret]' },
      { op: 'notify', what: 'resources', uri: 'x:[secret]' },
      { op: 'drop', handles: [1] },
    ]);
    expect(await seam.call({ op: 'secret', name: 'x' }, NOTHING)).toMatchObject({
      header: { value: SECRET },
    });
  });

  it('takes them out of output however it is written, and each stream by itself', () => {
    const write = fc.record({
      stream: fc.constantFrom('stdout' as const, 'stderr' as const),
      text: fc.constantFrom('a', 'aa-', 'bb-aa', SECRET, '-cc', 'x'),
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 20 }), (writes) => {
        const { seam, output } = setUp();
        for (const { stream, text } of writes) seam.oneway({ op: 'output', stream }, Buffer.from(text));
        seam[Symbol.dispose]();
        for (const stream of ['stdout', 'stderr'] as const) {
          const whole = writes.flatMap((one) => (one.stream === stream ? [one.text] : [])).join('');
          expect(output(stream)).not.toContain(SECRET);
          expect(output(stream)).toBe(whole.replaceAll(SECRET, '*'.repeat(SECRET.length)));
        }
      }),
    );
  });
});
