import { describe, expect, it } from 'vitest';
import type { Watchdog } from '@kami/host-node/process';
import type { HostCallSeam } from '@kami/runtime';
import {
  NEVER_ABORTED,
  NO_ARGS,
  LOAD,
  job,
  recordingSeam,
  startScript,
  time,
  tryScript,
} from './scripted-executor.ts';

const START = `send('ready', 0); const m = receive();`;
const LISTEN = `; for (;;) receive();`;

async function runHostile(attack: string) {
  const executor = await startScript(START + attack + LISTEN);
  const result = await executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED);
  expect(executor.alive).toBe(false);
  await executor.kill();
  if (result.ok) throw new Error('the attack was not noticed');
  expect(result.error.code).toBe('KAMI_EXECUTOR_FAULT');
  return result.error.message.replace('The executor broke the protocol: ', '').replace(/\.$/, '');
}

describe('an executor that breaks the protocol is killed, and the message says which rule it broke', () => {
  const attacks: readonly (readonly [name: string, attack: string, rule: string | RegExp])[] = [
    ['an unknown kind', `send(99, 0)`, 'unknown frame kind 99'],
    [
      'a length of 4 GiB',
      `write(Buffer.from('ffffffff1500000000' + '00000000', 'hex'))`,
      'frame length out of bounds',
    ],
    [
      'a header of 4 GiB',
      `write(Buffer.from('ffffffff1500000000' + 'ffffffff', 'hex'))`,
      'frame header over 64 KiB',
    ],
    [
      'a length below its header',
      `write(Buffer.from('0900000015000000000a000000', 'hex'))`,
      'frame length out of bounds',
    ],
    ['a frame of the host', `send('job', 1, {})`, 'job while running'],
    ['a frame of another state', `send('loaded', 0)`, 'loaded while running'],
    ['a second READY', `send('ready', 0)`, 'ready while running'],
    ['a result of another job', `send('result', m.id + 1, { status: 'delivered' })`, 'result of another job'],
    [
      'a result over its size',
      `send('chunk', m.id, undefined, Buffer.alloc(1048576)); send('result', m.id, { status: 'delivered' })`,
      'result over its size',
    ],
    [
      'a result frame over its size',
      `send('result', m.id, { status: 'delivered' }, Buffer.alloc(1024 + 65536 + 1))`,
      'result over its size',
    ],
    [
      'endless chunks',
      `for (;;) send('chunk', m.id, undefined, Buffer.alloc(1048576))`,
      /^message body over \d+ bytes$/,
    ],
    ['empty chunks', `send('chunk', m.id, undefined)`, 'chunk that is not full'],
    [
      'mixed chunks',
      `send('chunk', 1, undefined, Buffer.alloc(1048576)); send('call', 2, { op: 'cancelled' })`,
      'chunks of two messages are mixed',
    ],
    ['a header that is no JSON', `send('result', m.id, '{')`, /^frame header/],
    ['a result without a header', `send('result', m.id)`, /^result: /],
    ['a result with a surplus key', `send('result', m.id, { status: 'delivered', more: 1 })`, /^result: /],
    ['an unknown host call', `send('call', 1, { op: 'fs.chmod' })`, /^host call: /],
    [
      'a host call with a lie in a number',
      `send('call', 1, { op: 'fs.read', handle: -1, offset: 0, length: 1 })`,
      /^host call: /,
    ],
    [
      'a host call over its size',
      `send('chunk', 1, undefined, Buffer.alloc(1048576)); send('call', 1, { op: 'fs.write', handle: 1, offset: 0 }, Buffer.alloc(65537))`,
      /over/,
    ],
    [
      'two host calls at once',
      `write(Buffer.concat([frame('call', 1, { op: 'cancelled' }), frame('call', 2, { op: 'cancelled' })]))`,
      'call while a host call is open',
    ],
    [
      'a result while a host call is open',
      `write(Buffer.concat([frame('call', 1, { op: 'cancelled' }), frame('result', m.id, { status: 'delivered' })]))`,
      'result while a host call is open',
    ],
    ['an unknown one-way call', `send('oneway', 0, { op: 'exec' })`, /^one-way call: /],
    [
      'a one-way call over its size',
      `send('oneway', 0, { op: 'output', stream: 'stdout' }, Buffer.alloc(65537))`,
      'oneway over its size',
    ],
    [
      'a one-way call over its size by a chunk',
      `send('chunk', 1, undefined, Buffer.alloc(1048576)); send('oneway', 1, { op: 'output', stream: 'stdout' })`,
      'one-way call over its size',
    ],
    [
      'a flood of one-way calls',
      `for (;;) send('oneway', 0, { op: 'drop', handles: [] })`,
      'too many one-way calls',
    ],
    [
      'a flood of output',
      `for (;;) send('oneway', 0, { op: 'output', stream: 'stdout' }, Buffer.alloc(65536))`,
      /^one-way calls over \d+ bytes$/,
    ],
    [
      'a closed pipe',
      `const fs = await import('node:fs'); fs.closeSync(3); for (;;);`,
      'The executor ended unexpectedly (signal SIGKILL)',
    ],
  ];
  it.each(attacks)('%s', async (_name, attack, rule) => {
    const message = await runHostile(attack);
    if (typeof rule === 'string') expect(message).toBe(rule);
    else expect(message).toMatch(rule);
  });

  it('host calls whose answers are never read', async () => {
    const executor = await startScript(
      `${START} for (let id = 1; ; id++) { send('call', id, { op: 'cancelled' }); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); }`,
    );
    const answers: number[] = [];
    const seam: HostCallSeam = {
      call: () => {
        answers.push(1);
        return Promise.resolve({ header: { ok: 'done', time }, body: new Uint8Array(1024 * 1024) });
      },
      oneway: () => undefined,
    };
    expect(await executor.run(job(), NO_ARGS, seam, NEVER_ABORTED)).toMatchObject({
      error: { message: 'The executor broke the protocol: host call before earlier answers were read.' },
    });
    expect(answers.length).toBeLessThan(4);
  });

  it('calls that hold up the main loop: its deadline is in other hands before each is taken', async () => {
    const held: string[] = [];
    const standIn: Watchdog = {
      arm: () => ({ fired: () => undefined, suspend() {}, resume() {}, disarm: () => undefined }),
      expectDelay: () => void held.push('expected'),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    const executor = await startScript(
      `${START} send('oneway', 0, { op: 'log', level: 'info', message: '' }); call(1, { op: 'cancelled' }); send('result', m.id, { status: 'delivered' });`,
      { watchdog: standIn },
    );
    const seam: HostCallSeam = {
      call: () => Promise.resolve((held.push('call'), { header: { ok: 'done', time } })),
      oneway: () => void held.push('oneway'),
    };
    expect((await executor.run(job(), NO_ARGS, seam, NEVER_ABORTED)).ok).toBe(true);
    expect(held).toEqual(['expected', 'oneway', 'expected', 'call']);
    await executor.kill();
  });

  it('a host call outside make and job', async () => {
    const executor = await startScript(
      `send('ready', 0); receive(); send('call', 1, { op: 'cancelled' })${LISTEN}`,
    );
    expect(await executor.load(LOAD, NO_ARGS, 5000)).toMatchObject({
      error: { message: 'The executor broke the protocol: call while loading.' },
    });
  });

  it('anything while idle', async () => {
    const executor = await startScript(`send('ready', 0); const m = receive();
      write(Buffer.concat([frame('result', m.id, { status: 'delivered' }), frame('oneway', 0, { op: 'drop', handles: [1] })]))${LISTEN}`);
    expect(await executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED)).toMatchObject({ ok: true });
    expect(executor.alive).toBe(false);
    expect(await executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED)).toMatchObject({
      error: { code: 'KAMI_EXECUTOR_FAULT', message: 'The executor broke the protocol: oneway while idle.' },
    });
  });

  it('a fault of another stage, and one before READY that is no fault', async () => {
    expect(await tryScript(`send('fault', 0, { stage: 'load', message: 'x' })${LISTEN}`)).toMatchObject({
      error: {
        message:
          'The executor did not start. The executor broke the protocol: fault of load while in self-test.',
      },
    });
    expect(await tryScript(`send('ready', 0, { extra: true })${LISTEN}`)).toMatchObject({
      error: { message: 'The executor did not start. The executor broke the protocol: ready with a header.' },
    });
  });
});
