import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';

import { createOutbox } from '../../src/frame/outbox.ts';

const note = { method: 'notifications/progress', params: { text: 'x'.repeat(1000) } };
const change = { method: 'notifications/tools/list_changed' };

/** An outbox whose reader takes nothing until it is told to. */
function open(stallMs = 600_000) {
  const output = new PassThrough({ highWaterMark: 100 });
  const { promise: stalled, resolve: onStall } = Promise.withResolvers<void>();
  return { output, stalled, outbox: createOutbox({ output, stallMs, onStall }) };
}

async function readAll(output: PassThrough): Promise<readonly string[]> {
  output.end();
  const text = (await output.toArray()).join('');
  return text.split('\n').slice(0, -1);
}

describe('createOutbox', () => {
  it('writes each frame as a line', async () => {
    const { output, outbox } = open();
    outbox.write({ id: 1, result: {} });
    outbox.write(change);
    expect(await readAll(output)).toEqual(['{"id":1,"result":{}}', JSON.stringify(change)]);
  });

  it('is full while its reader lags behind, and not once it caught up', async () => {
    const { output, outbox } = open();
    expect(outbox.isFull).toBe(false);
    for (let frames = 0; frames < 10; frames += 1) outbox.write(note);
    expect(outbox.isFull).toBe(true);
    output.resume();
    expect(await outbox.flush(60_000)).toBe(0);
    expect(outbox.isFull).toBe(false);
  });

  it('leaves out notes over a bound, and nothing else', async () => {
    const { output, outbox } = open();
    for (let frames = 0; frames < 3000; frames += 1) outbox.write(note);
    expect(output.writableLength).toBeLessThan(1_100_000);
    outbox.write(change);
    outbox.write({ id: 7, result: {} });
    const lines = await readAll(output);
    expect(lines.length).toBeLessThan(1200);
    expect(lines.slice(-2)).toEqual([JSON.stringify(change), '{"id":7,"result":{}}']);
  });

  it('tells of a reader that takes nothing, and gives what stays unread', async () => {
    const { outbox, stalled } = open(20);
    for (let frames = 0; frames < 10; frames += 1) outbox.write(note);
    await stalled;
    expect(await outbox.flush(5)).toBeGreaterThan(5000);
  });
});
