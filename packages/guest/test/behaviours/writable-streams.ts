import { construct, all, behaviours, numbers, rejects, same, throws, type Behaviour } from './behaviour.ts';

const collect = <T>(): { readonly seen: T[]; readonly stream: WritableStream<T> } => {
  const seen: T[] = [];
  return { seen, stream: new WritableStream<T>({ write: (chunk) => void seen.push(chunk) }) };
};

const upper = (): TransformStream<string, string> =>
  new TransformStream({ transform: (chunk, to) => to.enqueue(chunk.toUpperCase()) });

const writing = behaviours('Streams 5 WritableStream', {
  'gives its sink what is written, in order': async () => {
    const { seen, stream } = collect<number>();
    const writer = stream.getWriter();
    await Promise.all([writer.write(1), writer.write(2), writer.close()]);
    same(seen, [1, 2]);
  },
  'writes one chunk after the other': async () => {
    const seen: string[] = [];
    const write = async (chunk: string): Promise<void> => {
      seen.push(`${chunk}(`);
      await new Promise((resolve) => void setTimeout(resolve, 1));
      seen.push(')');
    };
    const writer = new WritableStream({ write }).getWriter();
    await Promise.all([writer.write('a'), writer.write('b')]);
    same(seen.join(''), 'a()b()');
  },
  'says how much more it takes': () => {
    const writer = new WritableStream({}, { highWaterMark: 2 }).getWriter();
    const before = writer.desiredSize;
    writer.write(1).catch(() => {});
    same([before, writer.desiredSize], [2, 1]);
  },
  'is ready again when there is room': async () => {
    const { stream } = collect<number>();
    const writer = stream.getWriter();
    await writer.ready;
    writer.write(1).catch(() => {});
    same(writer.desiredSize, 0);
    await writer.ready;
    same(writer.desiredSize, 1);
  },
  'has one writer': () => {
    const stream = new WritableStream();
    stream.getWriter();
    throws('TypeError', () => stream.getWriter());
    same(stream.locked, true);
  },
  'has another once the first is released': async () => {
    const stream = new WritableStream();
    const writer = stream.getWriter();
    writer.releaseLock();
    same(stream.locked, false);
    await rejects('TypeError', () => writer.write(1));
  },
  'fails with what its sink rejects': async () => {
    const writer = new WritableStream({ write: () => Promise.reject(new RangeError('x')) }).getWriter();
    writer.closed.catch(() => {});
    await rejects('RangeError', () => writer.write(1));
    await rejects('RangeError', () => writer.write(2));
    await rejects('RangeError', () => writer.closed);
  },
  'takes nothing once closed': async () => {
    const writer = new WritableStream().getWriter();
    await writer.close();
    await rejects('TypeError', () => writer.write(1));
    await rejects('TypeError', () => writer.close());
    await writer.closed;
  },
  'closes its sink after the last chunk': async () => {
    const seen: string[] = [];
    const writer = new WritableStream({
      write: () => void seen.push('write'),
      close: () => void seen.push('close'),
    }).getWriter();
    writer.write(1).catch(() => {});
    await writer.close();
    same(seen, ['write', 'close']);
  },
  'aborts its sink with the reason': async () => {
    const reasons: unknown[] = [];
    const stream = new WritableStream({ abort: (why) => void reasons.push(why) });
    await stream.abort('why');
    same(reasons, ['why']);
  },
  'fails chunks that wait when it is aborted': async () => {
    const writer = new WritableStream({}, { highWaterMark: 9 }).getWriter();
    writer.closed.catch(() => {});
    const written = rejects('RangeError', () => writer.write(1));
    await writer.abort(new RangeError('x'));
    await written;
  },
  'fails where its controller says so': async () => {
    const writer = new WritableStream({ start: (to) => to.error(new RangeError('x')) }).getWriter();
    await rejects('RangeError', () => writer.closed);
    await rejects('RangeError', () => writer.ready);
    same(writer.desiredSize, null);
  },
  'is not closed under its writer': async () => {
    const stream = new WritableStream();
    stream.getWriter();
    await rejects('TypeError', () => stream.close());
    await rejects('TypeError', () => stream.abort());
  },
  'refuses a sink with a type': () => throws('RangeError', () => construct(WritableStream, { type: 'x' })),
});

const transforming = behaviours('Streams 6 TransformStream', {
  'changes each chunk': async () =>
    same(await all(ReadableStream.from(['a', 'b']).pipeThrough(upper())), ['A', 'B']),
  'leaves chunks as they are by itself': async () =>
    same(await all(ReadableStream.from([1]).pipeThrough(new TransformStream())), [1]),
  'gives more at the end': async () =>
    same(
      await all(
        ReadableStream.from([1]).pipeThrough(new TransformStream({ flush: (to) => to.enqueue('end') })),
      ),
      [1, 'end'],
    ),
  'gives several for one': async () => {
    const twice = new TransformStream<number, number>({
      transform: (chunk, to) => (to.enqueue(chunk), to.enqueue(chunk)),
    });
    same(await all(ReadableStream.from([1, 2]).pipeThrough(twice)), [1, 1, 2, 2]);
  },
  'fails on both sides': async () => {
    const broken = new TransformStream({ transform: () => Promise.reject(new RangeError('x')) });
    const writer = broken.writable.getWriter();
    writer.closed.catch(() => {});
    const read = rejects('RangeError', () => broken.readable.getReader().read());
    await rejects('RangeError', () => writer.write(1));
    await read;
  },
  'ends early': async () => {
    const first = new TransformStream<number, number>({
      transform: (chunk, to) => (to.enqueue(chunk), to.terminate()),
    });
    const writer = first.writable.getWriter();
    writer.closed.catch(() => {});
    writer.write(1).catch(() => {});
    same(await all(first.readable), [1]);
    await rejects('TypeError', () => writer.write(2));
  },
  'writes nothing before it is read': async () => {
    let done = false;
    const { writable, readable } = new TransformStream();
    const written = writable
      .getWriter()
      .write(1)
      .then(() => {
        done = true;
      });
    await new Promise((resolve) => void setTimeout(resolve, 1));
    const before = done;
    await readable.getReader().read();
    await written;
    same([before, done], [false, true]);
  },
  'fails the writer when the reader cancels': async () => {
    const { writable, readable } = new TransformStream();
    const writer = writable.getWriter();
    writer.closed.catch(() => {});
    await readable.cancel(new RangeError('x'));
    await rejects('RangeError', () => writer.write(1));
  },
});

const piping = behaviours('Streams 4.2.4 pipeTo and pipeThrough', {
  'writes all and closes': async () => {
    const { seen, stream } = collect<number>();
    await ReadableStream.from([1, 2]).pipeTo(stream);
    same([seen, stream.locked], [[1, 2], false]);
    await rejects('TypeError', () => stream.close());
  },
  'leaves the end open': async () => {
    const { stream } = collect<number>();
    await ReadableStream.from([1]).pipeTo(stream, { preventClose: true });
    await stream.close();
  },
  'fails with the source, and aborts the sink': async () => {
    const reasons: unknown[] = [];
    const failing = new ReadableStream({ pull: () => Promise.reject(new RangeError('x')) });
    await rejects('RangeError', () =>
      failing.pipeTo(new WritableStream({ abort: (why: Error) => void reasons.push(why.name) })),
    );
    same(reasons, ['RangeError']);
  },
  'fails with the sink, and cancels the source': async () => {
    const reasons: unknown[] = [];
    const endless = new ReadableStream({
      pull: (to) => to.enqueue(1),
      cancel: (why: Error) => void reasons.push(why.name),
    });
    await rejects('RangeError', () =>
      endless.pipeTo(new WritableStream({ write: () => Promise.reject(new RangeError('x')) })),
    );
    same(reasons, ['RangeError']);
  },
  'is given up by a signal': async () => {
    const controller = new AbortController();
    const piped = rejects('AbortError', () =>
      new ReadableStream().pipeTo(new WritableStream(), { signal: controller.signal }),
    );
    controller.abort();
    await piped;
  },
  'does not begin with a signal that has fired': () =>
    rejects('AbortError', () =>
      new ReadableStream().pipeTo(new WritableStream(), { signal: AbortSignal.abort() }),
    ),
  'refuses a stream in use': async () => {
    const stream = new ReadableStream();
    stream.getReader();
    await rejects('TypeError', () => stream.pipeTo(new WritableStream()));
    throws('TypeError', () => stream.pipeThrough(new TransformStream()));
  },
});

const texts = behaviours('Encoding 7.5 TextDecoderStream, 7.6 TextEncoderStream', {
  'decodes a character that comes in two chunks': async () => {
    const parts = ReadableStream.from([new Uint8Array([0xc3]), new Uint8Array([0xa9])]);
    same((await all(parts.pipeThrough(new TextDecoderStream()))).join(''), 'é');
  },
  'fails where it must not guess': () =>
    rejects('TypeError', () =>
      all(
        ReadableStream.from([new Uint8Array([255])]).pipeThrough(
          new TextDecoderStream('utf-8', { fatal: true }),
        ),
      ),
    ),
  'encodes, also a pair that comes in two chunks': async () => {
    const parts = await all(
      ReadableStream.from(['a', '\ud83d', '\ude00']).pipeThrough(new TextEncoderStream()),
    );
    same(
      parts.flatMap((part) => numbers(part)),
      [97, 0xf0, 0x9f, 0x98, 0x80],
    );
  },
  'knows the encoding': () =>
    same([new TextDecoderStream().encoding, new TextEncoderStream().encoding], ['utf-8', 'utf-8']),
});

/** Streams that are written, and pipes. */
export const writableStreams: readonly Behaviour[] = [...writing, ...transforming, ...piping, ...texts];
