import { invoke, construct, all, behaviours, rejects, same, throws, type Behaviour } from './behaviour.ts';

const reading = behaviours('Streams 4.2 ReadableStream', {
  'gives what its source enqueues at the start': async () =>
    same(
      await all(new ReadableStream({ start: (to) => (to.enqueue(1), to.enqueue(2), to.close()) })),
      [1, 2],
    ),
  'pulls until its queue is full': async () => {
    let pulls = 0;
    const stream = new ReadableStream({ pull: (to) => to.enqueue((pulls += 1)) }, { highWaterMark: 3 });
    await new Promise((resolve) => void setTimeout(resolve, 1));
    same([pulls, stream.locked], [3, false]);
  },
  'pulls nothing unread with a high water mark of 0': async () => {
    let pulls = 0;
    const stream = new ReadableStream({ pull: (to) => to.enqueue((pulls += 1)) }, { highWaterMark: 0 });
    await new Promise((resolve) => void setTimeout(resolve, 1));
    same([pulls, (await stream.getReader().read()).value], [0, 1]);
  },
  'counts chunks by the size function': () => {
    const sizes: unknown[] = [];
    const start = (to: ReadableStreamDefaultController<string>): void => {
      sizes.push(to.desiredSize);
      to.enqueue('abc');
      sizes.push(to.desiredSize);
    };
    const stream = new ReadableStream({ start }, { highWaterMark: 5, size: (text) => text?.length ?? 0 });
    same([sizes, stream.locked], [[5, 2], false]);
  },
  'fails where the size function throws': async () => {
    const stream = new ReadableStream<number>(
      { pull: (to) => to.enqueue(1) },
      {
        size: () => {
          throw new RangeError('size');
        },
      },
    );
    await new Promise((resolve) => void setTimeout(resolve, 1));
    await rejects('RangeError', () => stream.getReader().read());
  },
  'refuses a negative high water mark': () =>
    throws('RangeError', () => new ReadableStream({}, { highWaterMark: -1 })),
  'refuses a source that is null': () => throws('TypeError', () => construct(ReadableStream, null)),
  'refuses a pull that is no function': () =>
    throws('TypeError', () => construct(ReadableStream, { pull: 1 })),
  'throws what start throws': () =>
    throws(
      'RangeError',
      () =>
        new ReadableStream({
          start: () => {
            throw new RangeError('x');
          },
        }),
    ),
  'fails with what start rejects': () =>
    rejects('RangeError', () =>
      new ReadableStream({ start: () => Promise.reject(new RangeError('x')) }).getReader().read(),
    ),
  'fails with what pull throws': () =>
    rejects('RangeError', () =>
      new ReadableStream({
        pull: () => {
          throw new RangeError('x');
        },
      })
        .getReader()
        .read(),
    ),
  'takes nothing once closed': () => {
    const start = (to: ReadableStreamDefaultController<number>): void => {
      to.close();
      throws('TypeError', () => to.enqueue(1));
      throws('TypeError', () => to.close());
      same(to.desiredSize, 0);
    };
    same(new ReadableStream({ start }).locked, false);
  },
  'gives what is queued before it closes': async () => {
    const reader = new ReadableStream<number>({
      start: (to) => (to.enqueue(1), to.close()),
    }).getReader();
    const reads = [await reader.read(), await reader.read()];
    same(
      reads.map(({ done, value }) => ({ done, value })),
      [
        { done: false, value: 1 },
        { done: true, value: undefined },
      ],
    );
  },
  'drops what is queued when it fails': () =>
    rejects('RangeError', () =>
      new ReadableStream({ start: (to) => (to.enqueue(1), to.error(new RangeError('x'))) })
        .getReader()
        .read(),
    ),
  'is made of an array': async () => same(await all(ReadableStream.from([1, 2])), [1, 2]),
  'is made of text, by characters': async () => same(await all(ReadableStream.from('a😀')), ['a', '😀']),
  'is made of promises': async () => same(await all(ReadableStream.from([Promise.resolve(1)])), [1]),
  'is not made of a number': () => throws('TypeError', () => invoke(ReadableStream, 'from', 1)),
  'ends the iterator that it is made of': async () => {
    let ended = false;
    const endless = {
      next: () => ({ done: false as const, value: 1 }),
      return: () => {
        ended = true;
        return { done: true as const, value: 1 };
      },
    };
    await ReadableStream.from({ [Symbol.iterator]: () => endless }).cancel();
    same(ended, true);
  },
  'cancels its source when a loop is left': async () => {
    const reasons: unknown[] = [];
    for await (const _ of new ReadableStream({
      pull: (to) => to.enqueue(1),
      cancel: (why) => void reasons.push(why),
    }))
      break;
    same(reasons, [undefined]);
  },
  'stays when a loop is left, if one asks for it': async () => {
    const stream = ReadableStream.from([1, 2]);
    for await (const _ of stream.values({ preventCancel: true })) break;
    same(await all(stream), [2]);
  },
  'fails to cancel where its source fails to': () =>
    rejects('RangeError', () =>
      new ReadableStream({ cancel: () => Promise.reject(new RangeError('x')) }).cancel(),
    ),
});

const readers = behaviours('Streams 4.4 ReadableStreamDefaultReader', {
  'is the only one': () => {
    const stream = new ReadableStream();
    stream.getReader();
    throws('TypeError', () => stream.getReader());
    same(stream.locked, true);
  },
  'keeps a stream from being cancelled': async () => {
    const stream = new ReadableStream();
    stream.getReader();
    await rejects('TypeError', () => stream.cancel());
  },
  'gives its place up': () => {
    const stream = new ReadableStream();
    stream.getReader().releaseLock();
    same(stream.locked, false);
  },
  'rejects reads that wait when it is released': async () => {
    const reader = new ReadableStream().getReader();
    const read = rejects('TypeError', () => reader.read());
    reader.releaseLock();
    await read;
    await rejects('TypeError', () => reader.read());
  },
  'knows when the stream has closed': async () => {
    const reader = new ReadableStream({ start: (to) => to.close() }).getReader();
    same((await reader.closed) as unknown, undefined);
  },
  'knows when the stream has failed': () =>
    rejects(
      'RangeError',
      () => new ReadableStream({ start: (to) => to.error(new RangeError('x')) }).getReader().closed,
    ),
  'answers reads in their order': async () => {
    let give: ReadableStreamDefaultController<number> | undefined;
    const reader = new ReadableStream<number>({
      start: (to) => {
        give = to;
      },
    }).getReader();
    const reads = [reader.read(), reader.read()];
    give?.enqueue(1);
    give?.enqueue(2);
    same(
      (await Promise.all(reads)).map(({ value }) => value),
      [1, 2],
    );
  },
  'cancels, and then reads the end': async () => {
    const reader = ReadableStream.from([1]).getReader();
    await reader.cancel();
    same((await reader.read()).done, true);
  },
});

const tees = behaviours('Streams 4.2.4 tee', {
  'gives the same chunks twice': async () => {
    const [one, other] = ReadableStream.from([1, 2]).tee();
    same(await Promise.all([all(one), all(other)]), [
      [1, 2],
      [1, 2],
    ]);
  },
  'goes on where one half is cancelled': async () => {
    const [one, other] = ReadableStream.from([1, 2]).tee();
    const cancelled = one.cancel();
    same(await all(other), [1, 2]);
    await cancelled;
  },
  'cancels with both reasons': async () => {
    const reasons: unknown[] = [];
    const [one, other] = new ReadableStream({ cancel: (why) => void reasons.push(why) }).tee();
    await Promise.all([one.cancel('a'), other.cancel('b')]);
    same(reasons, [['a', 'b']]);
  },
  'fails in both halves': async () => {
    const [one, other] = new ReadableStream({ pull: () => Promise.reject(new RangeError('x')) }).tee();
    await rejects('RangeError', () => all(one));
    await rejects('RangeError', () => all(other));
  },
  'locks the stream': () => {
    const stream = new ReadableStream();
    stream.tee();
    same(stream.locked, true);
  },
});

/** Streams that are read. */
export const readableStreams: readonly Behaviour[] = [...reading, ...readers, ...tees];
