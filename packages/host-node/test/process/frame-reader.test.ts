import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FRAME_BODY, encodeMessage, type FramePrefix } from '@kami/protocol';
import type { SeamReply } from '@kami/runtime';
import { err, ok } from '@kami/types';
import { createConversation } from '../../src/process/conversation.ts';
import { createFrameReader } from '../../src/process/frame-reader.ts';

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(offset, offset + size));
    offset += size;
  }
  return [...pieces, bytes.subarray(offset)];
}

describe('createFrameReader', () => {
  it('gives the same frames however the stream is cut', () => {
    const message = fc.record({
      id: fc.nat(),
      header: fc.option(fc.dictionary(fc.string(), fc.integer())),
      body: fc.uint8Array({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 40 })),
        (messages, sizes) => {
          const bytes = Buffer.concat(
            messages.flatMap((m) => encodeMessage('call', m.id, m.header ?? undefined, m.body)),
          );
          const seen: { id: number; header: string; body: number[] }[] = [];
          const reader = createFrameReader({
            accept: () => ok(undefined),
            deliver(prefix, header, body) {
              seen.push({ id: prefix.id, header: Buffer.from(header).toString(), body: [...body] });
              return ok(undefined);
            },
          });
          for (const piece of cut(bytes, sizes)) expect(reader.push(piece).ok).toBe(true);
          expect(seen).toEqual(
            messages.map((m) => ({
              id: m.id,
              header: m.header === null ? '' : JSON.stringify(m.header),
              body: [...m.body],
            })),
          );
        },
      ),
    );
  });

  it('asks before it reads on, and delivers nothing of a refused frame', () => {
    const asked: FramePrefix[] = [];
    const reader = createFrameReader({
      accept(prefix) {
        asked.push(prefix);
        return err('no');
      },
      deliver: () => ok(undefined),
    });
    const [head] = encodeMessage('result', 1, undefined, new Uint8Array(MAX_FRAME_BODY));
    expect(reader.push(head ?? new Uint8Array())).toEqual(err('no'));
    expect(asked).toMatchObject([{ kind: 'result', bodyLength: MAX_FRAME_BODY }]);
  });
});

describe('createConversation', () => {
  it('never throws on any bytes, and takes none while nothing is open', () => {
    const nearlyFrame = fc
      .tuple(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        fc.uint8Array({ maxLength: 60 }),
      )
      .map(([length, kind, rest]) =>
        Buffer.concat([
          Buffer.from([length, 0, 0, 0, kind, 0, 0, 0, 0, Math.max(0, length - 9), 0, 0, 0]),
          rest,
        ]),
      );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(nearlyFrame, fc.uint8Array({ maxLength: 40 }))),
        fc.boolean(),
        (chunks, opened) => {
          const conversation = createConversation({
            write: () => {},
            unread: () => 0,
            onCall: () => {},
            onAsk: () => {},
            onAsked: () => {},
            onDefect: (cause) => expect(cause).toBeUndefined(),
          });
          const ended: string[] = [];
          if (opened) {
            const seam = { call: () => new Promise<never>(() => {}), oneway: () => {} };
            conversation.begin({
              name: 'running',
              endings: new Map([['result', 10]]),
              seam,
              end: (m) => (ended.push(m.kind), ok(undefined)),
            });
          }
          const bytes = Buffer.concat(chunks);
          const result = conversation.receive(bytes);
          if (!opened && bytes.length >= 13) expect(result.ok).toBe(false);
          for (const kind of ended) expect(kind).toBe('result');
        },
      ),
    );
  });

  it('says when a question is put, and when it is answered, before the answer goes out', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<SeamReply>();
    const { promise: answered, resolve: written } = Promise.withResolvers<void>();
    const conversation = createConversation({
      write() {
        told.push('written');
        written();
      },
      unread: () => 0,
      onCall: () => told.push('call'),
      onAsk: () => told.push('ask'),
      onAsked: () => told.push('asked'),
      onDefect: (cause) => expect(cause).toBeUndefined(),
    });
    conversation.begin({
      name: 'running',
      endings: new Map(),
      seam: { call: () => promise, oneway: () => {} },
      end: () => ok(undefined),
    });
    expect(conversation.receive(Buffer.concat(encodeMessage('call', 1, { op: 'ask' })))).toEqual(
      ok(undefined),
    );
    expect(told).toEqual(['call', 'ask']);
    resolve({ header: { askError: 'timed-out', time: { wallMicros: 0, monotonicNanos: '0' } } });
    await answered;
    expect(told).toEqual(['call', 'ask', 'asked', 'written']);
  });

  it('holds one exchange at a time and drops late answers to host calls', async () => {
    const written: number[] = [];
    const { promise, resolve } = Promise.withResolvers<{
      header: { ok: 'done'; time: { wallMicros: number; monotonicNanos: string } };
    }>();
    const conversation = createConversation({
      write: (pieces) => written.push(pieces.length),
      unread: () => 0,
      onCall: () => {},
      onAsk: () => {},
      onAsked: () => {},
      onDefect: () => {},
    });
    const exchange = {
      name: 'running',
      endings: new Map(),
      seam: { call: () => promise, oneway: () => {} },
      end: () => ok(undefined),
    } as const;
    conversation.begin(exchange);
    expect(() => conversation.begin(exchange)).toThrow();
    expect(conversation.receive(Buffer.concat(encodeMessage('call', 1, { op: 'cancelled' }))).ok).toBe(true);
    conversation.close();
    resolve({ header: { ok: 'done', time: { wallMicros: 1, monotonicNanos: '1' } } });
    await promise;
    expect(written).toEqual([]);
  });
});
