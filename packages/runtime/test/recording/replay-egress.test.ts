import type { RecordedExchange } from '@kami/protocol';
import type { EgressExchange, EgressRequest } from '@kami/sandbox';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplayEgress, type UnrecordedRequest } from '../../src/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (part: Uint8Array): string => new TextDecoder().decode(part);
const keyOf = (method: string, url: string, body: Uint8Array): string => `${method} ${url} ${text(body)}`;

function recordedAs(url: string, body: string, answer: string): RecordedExchange {
  return {
    request: { method: 'POST', url, headers: [], body: bytes(body) },
    response: { status: 200, headers: [['x', '1']], body: bytes(answer) },
  };
}

function replay(exchanges: readonly RecordedExchange[], refused?: string) {
  const unrecorded: UnrecordedRequest[] = [];
  const egress = createReplayEgress({
    exchanges,
    keyOf,
    refuse: (_rules, { url }) =>
      url === refused ? { code: 'HTTP-request-denied', message: 'no', refusal: 'no-rule' } : undefined,
    onUnrecorded: (request) => unrecorded.push(request),
  });
  const post = (url: string, body: EgressRequest['body']): EgressExchange =>
    egress.start('', [], { method: 'POST', url, headers: [], body });
  return { unrecorded, post };
}

async function readAll(exchange: EgressExchange, max: number): Promise<string> {
  let whole = '';
  for (;;) {
    await exchange.readable();
    const part = await exchange.next(max);
    if (!part.ok) return part.error.code;
    whole += text(part.value.bytes);
    if (part.value.end) return whole;
  }
}

describe('a replaying egress', () => {
  it('answers the n-th request of a kind with the n-th answer, whatever comes between', async () => {
    const { post, unrecorded } = replay([
      recordedAs('/a', '', 'a1'),
      recordedAs('/b', '', 'b1'),
      recordedAs('/a', 'body', 'a-body'),
      recordedAs('/a', '', 'a2'),
    ]);
    const sent = [post('/b', 'none'), post('/a', bytes('body')), post('/a', 'none'), post('/a', 'none')];
    expect(await Promise.all(sent.map(async (one) => readAll(one, 9)))).toEqual(['b1', 'a-body', 'a1', 'a2']);
    expect(unrecorded).toEqual([]);
  });

  it('knows a body that comes in parts when all of it has come', async () => {
    const { post } = replay([recordedAs('/a', 'one two', 'both')]);
    const exchange = post('/a', 'stream');
    await exchange.writable();
    expect(await exchange.send(bytes('one '), false)).toEqual({ ok: true, value: true });
    await exchange.send(bytes('two'), true);
    expect(await readAll(exchange, 1)).toBe('both');
  });

  it('tells of a request without an answer, and what is recorded that is like it', async () => {
    const { post, unrecorded } = replay([recordedAs('/a', 'one', '1')]);
    expect(await readAll(post('/a', bytes('two')), 9)).toBe('internal-error');
    expect(await readAll(post('/a', bytes('one')), 9)).toBe('1');
    expect(await readAll(post('/a', bytes('one')), 9)).toBe('internal-error');
    expect(unrecorded).toEqual([
      { method: 'POST', url: '/a', nth: 1, bodyBytes: 3, similar: 1 },
      { method: 'POST', url: '/a', nth: 2, bodyBytes: 3, similar: 1 },
    ]);
  });

  it('refuses what the guard refuses, recorded or not', async () => {
    const { post, unrecorded } = replay([recordedAs('/a', '', 'a')], '/a');
    const exchange = post('/a', 'none');
    expect(await exchange.next(9)).toMatchObject({ ok: false, error: { refusal: 'no-rule' } });
    expect((await exchange.send(bytes(''), true)).ok).toBe(false);
    expect(unrecorded).toEqual([]);
  });

  it('gives a failure as it was', async () => {
    const { request } = recordedAs('/a', '', '');
    const { post } = replay([{ request, response: { httpError: 'connection-refused', message: 'down' } }]);
    expect(await post('/a', 'none').next(9)).toEqual({
      ok: false,
      error: { code: 'connection-refused', message: 'down' },
    });
  });

  it('gives every byte once, however it is read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 50 }), fc.integer({ min: 4, max: 60 }), async (answer, max) => {
        const { post } = replay(
          [recordedAs('/a', '', '')].map((one) => ({
            ...one,
            response: { status: 200, headers: [], body: bytes(answer), trailers: [['t', '1'] as const] },
          })),
        );
        const exchange = post('/a', 'none');
        const parts: number[] = [];
        let end = false;
        while (!end) {
          const part = await exchange.next(max);
          if (!part.ok) throw new Error(part.error.message);
          parts.push(...part.value.bytes);
          end = part.value.end;
          if (end) expect(part.value).toMatchObject({ kind: 'bytes', trailers: [['t', '1']] });
        }
        expect(Uint8Array.from(parts)).toEqual(bytes(answer));
      }),
    );
  });
});
