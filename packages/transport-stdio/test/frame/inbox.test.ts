import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import { createInbox } from '../../src/frame/inbox.ts';

function open() {
  const input = new PassThrough();
  const state = { open: true, taken: [] as string[], ended: 0 };
  const inbox = createInbox({
    input,
    maxMessageBytes: 1000,
    take: (event) =>
      state.taken.push(event.kind === 'line' ? Buffer.from(event.bytes).toString() : event.kind),
    mayTake: () => state.open,
  });
  inbox.start(() => (state.ended += 1));
  return { input, state, inbox };
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_none, index) => `${index}\n`).join('');

describe('createInbox', () => {
  it('takes a few lines of a burst at a time, and all of them in order', async () => {
    const { input, state } = open();
    input.write(lines(100));
    await setImmediate();
    const first = state.taken.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(100);
    while (state.taken.length < 100) await setImmediate();
    expect(state.taken).toEqual(Array.from({ length: 100 }, (_none, index) => String(index)));
  });

  it('takes nothing and reads nothing while it may not, and goes on when told to', async () => {
    const { input, state, inbox } = open();
    state.open = false;
    input.write(lines(3));
    await setImmediate();
    expect(state.taken).toEqual([]);
    expect(input.isPaused()).toBe(true);
    state.open = true;
    inbox.proceed();
    while (state.taken.length < 3) await setImmediate();
    expect(input.isPaused()).toBe(false);
  });

  it('tells of the end once, and of nothing when it was stopped', async () => {
    const { input, state } = open();
    input.end('a\n');
    while (state.ended === 0) await setImmediate();
    expect([state.taken, state.ended]).toEqual([['a'], 1]);
    const stopped = open();
    stopped.inbox.stop();
    stopped.input.end('a\n');
    stopped.input.resume();
    await setImmediate();
    await setImmediate();
    expect([stopped.state.taken, stopped.state.ended]).toEqual([[], 0]);
  });
});
