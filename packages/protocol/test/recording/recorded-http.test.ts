import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeRecordedHttp,
  exchangesOf,
  parseRecordedHttp,
  type HttpCall,
  type RecordedExchange,
  type RecordedFrame,
  type ReplyHeader,
} from '../../src/index.ts';

const TIME = { wallMicros: 7, monotonicNanos: '9' } as const;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const headers = fc.array(fc.tuple(fc.stringMatching(/^[a-z-]{1,9}$/), fc.stringMatching(/^[ -~]{0,9}$/)), {
  maxLength: 4,
});
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom(65_536, 65_537).map((size) => new Uint8Array(size).fill(7)),
);
const response: fc.Arbitrary<RecordedExchange['response']> = fc.oneof(
  fc.record(
    { status: fc.integer({ min: 200, max: 599 }), headers, body: bytes, trailers: headers },
    { requiredKeys: ['status', 'headers', 'body'] },
  ),
  fc.record(
    {
      httpError: fc.constantFrom('connection-refused' as const, 'DNS-error' as const),
      message: fc.stringMatching(/^[ -~]{0,20}$/),
    },
    { requiredKeys: ['httpError'] },
  ),
);
const exchange: fc.Arbitrary<RecordedExchange> = fc.record({
  request: fc.record({
    method: fc.constantFrom('GET', 'POST'),
    url: fc.stringMatching(/^https:\/\/[a-z]{1,9}\/[a-z?=]{0,9}$/),
    headers,
    body: bytes,
  }),
  response,
});

describe('recorded HTTP', () => {
  it('survives being written and read, and the same exchanges give the same bytes', () => {
    fc.assert(
      fc.property(fc.array(exchange, { maxLength: 4 }), (exchanges) => {
        const file = encodeRecordedHttp(exchanges);
        const read = parseRecordedHttp(file);
        expect(read).toEqual({ ok: true, value: exchanges });
        expect(encodeRecordedHttp(exchanges)).toEqual(file);
      }),
      { numRuns: 25 },
    );
  });

  it('is read strictly: any line that is cut, doubled or of another form is an error that names it', () => {
    const file = new TextDecoder().decode(
      encodeRecordedHttp([
        {
          request: { method: 'GET', url: 'https://a/', headers: [], body: text('') },
          response: { status: 200, headers: [], body: text('x') },
        },
      ]),
    );
    const problem = (changed: string): string => {
      const read = parseRecordedHttp(text(changed));
      return read.ok ? 'read' : read.error;
    };
    expect(problem(file)).toBe('read');
    expect(problem(file.slice(0, -1))).toBe('the recording is cut off');
    expect(problem(file.replace('"recording":1', '"recording":2'))).toContain('line 1');
    expect(problem(file.replace('"http":true', '"http":true,"more":1'))).toBe('line 1: unknown key "more"');
    expect(problem(file.replace('"handle":1,', '"handle":1,"x":1,'))).toMatch(/^line [23]: /u);
    expect(problem(file.replace('http.start', 'fs.list'))).toMatch(/^line 2: /u);
    expect(problem('')).toBe('the recording is cut off');
    expect(parseRecordedHttp(Uint8Array.of(0xff, 0x0a))).toEqual({
      ok: false,
      error: 'the recording is not UTF-8',
    });
  });

  it('never throws on anything', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (file) => void parseRecordedHttp(file)));
  });
});

describe('exchangesOf', () => {
  const crossed = (call: HttpCall, reply: ReplyHeader, body = '', replyBody = ''): RecordedFrame => ({
    kind: 'call',
    call,
    body: text(body),
    reply,
    replyBody: text(replyBody),
  });
  const start = (handle: number, url: string): RecordedFrame =>
    crossed(
      { op: 'http.start', method: 'POST', url, headers: [], body: 'stream' },
      { ok: 'started', handle, time: TIME },
    );
  const next = (handle: number): HttpCall => ({ op: 'http.next', handle, max: 9 });

  it('puts the parts of exchanges together that were under way at once', () => {
    const frames = [
      start(4, 'https://a/'),
      start(9, 'https://b/'),
      crossed({ op: 'http.body', handle: 9, end: false }, { ok: 'sent', room: true, time: TIME }, 'be'),
      crossed(next(4), { ok: 'head', status: 200, headers: [], end: false, time: TIME }, '', 'A'),
      crossed({ op: 'http.body', handle: 9, end: true }, { ok: 'sent', room: true, time: TIME }, 'e'),
      crossed(next(9), { httpError: 'connection-terminated', time: TIME }),
      crossed(next(4), { ok: 'bytes', end: true, trailers: [['t', '1']], time: TIME }, '', 'a'),
    ];
    expect(exchangesOf(frames)).toEqual([
      {
        request: { method: 'POST', url: 'https://a/', headers: [], body: text('') },
        response: { status: 200, headers: [], body: text('Aa'), trailers: [['t', '1']] },
      },
      {
        request: { method: 'POST', url: 'https://b/', headers: [], body: text('bee') },
        response: { httpError: 'connection-terminated' },
      },
    ]);
  });

  it('leaves out what policy refused and what has no answer', () => {
    const refused = [
      start(1, 'https://a/'),
      crossed(next(1), { httpError: 'destination-IP-prohibited', time: TIME }),
      start(2, 'https://b/'),
      crossed(
        { op: 'http.start', method: 'GET', url: 'https://c/', headers: [], body: 'none' },
        { httpError: 'HTTP-request-denied', time: TIME },
      ),
    ];
    expect(exchangesOf(refused)).toEqual([]);
  });
});
