import { describe, expect, it } from 'vitest';
import { ReadableStream } from '../../../src/web/streams/readable-stream.ts';

const all = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const seen: T[] = [];
  for await (const chunk of stream) seen.push(chunk);
  return seen;
};

describe('ReadableStream', () => {
  it('gives what its source enqueues, pulling only when it is read', async () => {
    const given: number[] = [];
    const stream = new ReadableStream<number>({
      pull: (controller) => {
        given.push(given.length);
        if (given.length > 2) controller.close();
        else controller.enqueue(given.length);
      },
    });
    expect(given).toEqual([]);
    expect(await all(stream)).toEqual([1, 2]);
    expect(stream.locked).toBe(false);
  });

  it('waits for what a source gives later, and answers reads in their order', async () => {
    let give = (_chunk: string): void => {};
    const stream = new ReadableStream<string>({
      start: (to) => {
        give = (chunk) => to.enqueue(chunk);
      },
    });
    const reader = stream.getReader();
    const reads = [reader.read(), reader.read()];
    give('a');
    give('b');
    expect(await Promise.all(reads)).toEqual([
      { done: false, value: 'a' },
      { done: false, value: 'b' },
    ]);
  });

  it('asks its source again for each of several reads', async () => {
    let next = 0;
    const stream = new ReadableStream<number>({ pull: (to) => to.enqueue((next += 1)) });
    const reader = stream.getReader();
    const reads = await Promise.all([reader.read(), reader.read(), reader.read()]);
    expect(reads.map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('fails with what its source throws, at the start, when pulled or later', async () => {
    const failure = new Error('broken');
    const failed = [
      new ReadableStream({ start: () => Promise.reject(failure) }),
      new ReadableStream({ pull: () => Promise.reject(failure) }),
      new ReadableStream({ start: (to) => to.error(failure) }),
    ];
    for (const stream of failed) await expect(stream.getReader().read()).rejects.toBe(failure);
  });

  it('has one reader at a time', async () => {
    const stream = ReadableStream.from([1]);
    const reader = stream.getReader();
    expect(() => stream.getReader()).toThrow(TypeError);
    await expect(stream.cancel()).rejects.toThrow(TypeError);
    reader.releaseLock();
    expect(await all(stream)).toEqual([1]);
  });

  it('tells its source when nobody wants the rest', async () => {
    const reasons: unknown[] = [];
    const endless = (): ReadableStream<number> =>
      new ReadableStream({ pull: (to) => to.enqueue(1), cancel: (reason) => reasons.push(reason) });
    for await (const _chunk of endless()) break;
    await endless().cancel('why');
    expect(reasons).toEqual([undefined, 'why']);
    const cancelled = endless();
    await cancelled.cancel();
    expect(await all(cancelled)).toEqual([]);
  });

  it('is made of whatever can be iterated', async () => {
    async function* later(): AsyncGenerator<string> {
      yield 'a';
      yield 'b';
    }
    expect(await all(ReadableStream.from(later()))).toEqual(['a', 'b']);
    expect(await all(ReadableStream.from(new Set([1, 2])))).toEqual([1, 2]);
  });
});
