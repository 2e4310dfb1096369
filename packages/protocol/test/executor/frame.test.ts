import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FRAME_KINDS,
  FRAME_PREFIX,
  MAX_FRAME_BODY,
  MAX_FRAME_HEADER,
  createMessageAssembler,
  decodeFramePrefix,
  encodeFrameHead,
  encodeMessage,
  frameKindOf,
  type FrameKind,
  type Message,
  type MessageAssembler,
} from '../../src/index.ts';

const MAX = 4 * MAX_FRAME_BODY;

/** Reads a whole stream of frames as a pipe's reader does. */
function readAll(
  bytes: Uint8Array,
  assembler: MessageAssembler = createMessageAssembler(MAX),
): (Message | string)[] {
  const found: (Message | string)[] = [];
  for (let at = 0; at < bytes.length;) {
    const prefix = decodeFramePrefix(bytes.subarray(at));
    if (!prefix.ok) return [...found, prefix.error];
    const bodyAt = at + FRAME_PREFIX + prefix.value.headerLength;
    const end = bodyAt + prefix.value.bodyLength;
    if (end > bytes.length) return [...found, 'short'];
    const message = assembler.add(
      prefix.value,
      bytes.subarray(at + FRAME_PREFIX, bodyAt),
      bytes.subarray(bodyAt, end),
    );
    if (!message.ok) return [...found, message.error];
    if (message.value !== undefined) found.push(message.value);
    at = end;
  }
  return found;
}

function prefix(length: number, kind: number, id: number, headerLength: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(FRAME_PREFIX));
  view.setUint32(0, length, true);
  view.setUint8(4, kind);
  view.setUint32(5, id, true);
  view.setUint32(9, headerLength, true);
  return new Uint8Array(view.buffer);
}

const kind = fc.constantFrom(...(Object.keys(FRAME_KINDS) as FrameKind[]).filter((name) => name !== 'chunk'));
const id = fc.nat({ max: 0xffff_ffff });

describe('encodeMessage and the message assembler', () => {
  it('carry any message there and back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(kind, id, fc.option(fc.jsonValue({ maxDepth: 3 }), { nil: undefined }), fc.uint8Array()),
        ),
        (all) => {
          const pieces = all.flatMap(([k, i, header, body]) => encodeMessage(k, i, header, body));
          const expected = all.map(([k, i, header, body]) => ({
            kind: k,
            id: i,
            header: header === undefined ? undefined : (JSON.parse(JSON.stringify(header)) as unknown),
            body,
          }));
          expect(
            readAll(Buffer.concat(pieces)).map((m) =>
              typeof m === 'string' ? m : { ...m, body: Uint8Array.from(m.body) },
            ),
          ).toEqual(expected);
        },
      ),
    );
  });

  it.each([0, 1, MAX_FRAME_BODY, MAX_FRAME_BODY + 1, 3 * MAX_FRAME_BODY])(
    'carry a body of %d bytes',
    (size) => {
      const body = new Uint8Array(size).map((_, i) => i % 251);
      const [message] = readAll(Buffer.concat(encodeMessage('result', 7, { status: 'delivered' }, body)));
      expect(message).toMatchObject({ kind: 'result', id: 7, header: { status: 'delivered' } });
      expect(Buffer.compare(typeof message === 'object' ? message.body : Buffer.of(1), body)).toBe(0);
    },
  );

  it('never throw on bytes of a hostile peer, and never keep over their bound', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readAll(bytes)));
    const frames = fc.array(
      fc.tuple(fc.nat(40), fc.nat(24), fc.nat(3), fc.nat(20)).map((all) => prefix(...all)),
    );
    fc.assert(fc.property(frames, (parts) => void readAll(Buffer.concat(parts))));
  });

  it.each([
    [
      'a body over the bound',
      encodeMessage('result', 1, {}, new Uint8Array(MAX + 1)),
      `message body over ${MAX} bytes`,
    ],
    ['a header that is no JSON', [encodeFrameHead('call', 1, Buffer.from('{'), 0)], 'frame header: not JSON'],
    [
      'a header with a key twice',
      [encodeFrameHead('call', 1, Buffer.from('{"op":1,"op":2}'), 0)],
      'frame header: an object has a key twice',
    ],
    [
      'a header that nests',
      [encodeFrameHead('call', 1, Buffer.from('['.repeat(17)), 0)],
      'frame header: nested deeper than 16',
    ],
    [
      'a header that is no UTF-8',
      [encodeFrameHead('call', 1, Buffer.of(0x22, 0xff, 0x22), 0)],
      'frame header: not UTF-8',
    ],
    [
      'chunks of two messages mixed',
      [
        ...encodeMessage('result', 1, {}, new Uint8Array(MAX_FRAME_BODY + 1)).slice(0, 2),
        ...encodeMessage('result', 2, {}),
      ],
      'chunks of two messages are mixed',
    ],
  ])('refuse %s', (_what, pieces, message) => {
    expect(readAll(Buffer.concat(pieces)).at(-1)).toBe(message);
  });
});

describe('decodeFramePrefix', () => {
  it.each([
    ['a short prefix', new Uint8Array(FRAME_PREFIX - 1), 'frame prefix is short'],
    ['an unknown kind', prefix(9, 99, 0, 0), 'unknown frame kind 99'],
    ['a header over its bound', prefix(2 ** 31, 19, 0, MAX_FRAME_HEADER + 1), 'frame header over 64 KiB'],
    ['a body over its bound', prefix(9 + MAX_FRAME_BODY + 1, 19, 0, 0), 'frame length out of bounds'],
    ['a length that ends in its own header', prefix(9, 19, 0, 1), 'frame length out of bounds'],
    ['the largest length', prefix(0xffff_ffff, 19, 0, 0), 'frame length out of bounds'],
    ['a chunk with a header', prefix(9 + MAX_FRAME_BODY + 2, 1, 0, 2), 'chunk with a header'],
    ['an empty chunk', prefix(9, 1, 0, 0), 'chunk that is not full'],
  ])('refuses %s', (_what, bytes, error) => {
    expect(decodeFramePrefix(bytes)).toEqual({ ok: false, error });
  });

  it('knows the kinds by these numbers', () => {
    const numbers = [1, 2, 3, 4, 5, 16, 17, 18, 19, 20, 21, 22];
    expect(numbers.map(frameKindOf)).toEqual([
      'chunk',
      'load',
      'make',
      'job',
      'reply',
      'ready',
      'loaded',
      'made',
      'call',
      'oneway',
      'result',
      'fault',
    ]);
    expect([0, 6, 15, 23, 255].map(frameKindOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('encodeFrameHead', () => {
  it('throws on a header over its bound, which is a defect of the caller', () => {
    expect(() => encodeFrameHead('call', 0, new Uint8Array(MAX_FRAME_HEADER + 1), 0)).toThrow(RangeError);
  });
});
