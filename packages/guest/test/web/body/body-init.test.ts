import { describe, expect, it } from 'vitest';
import { toSentBody } from '../../../src/web/body/body-init.ts';

describe('toSentBody', () => {
  it('sends text as UTF-8 and says so', () => {
    expect(toSentBody('é')).toEqual({
      content: Uint8Array.of(0xc3, 0xa9),
      type: 'text/plain;charset=UTF-8',
    });
    expect(toSentBody(new URLSearchParams({ a: 'b c' }))).toEqual({
      content: new TextEncoder().encode('a=b+c'),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    });
  });

  it('sends bytes as they are, also those of a part of a buffer', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect(toSentBody(bytes.subarray(1, 3))).toEqual({ content: Uint8Array.of(2, 3) });
    expect(toSentBody(new DataView(bytes.buffer, 2))).toEqual({ content: Uint8Array.of(3, 4) });
    expect(toSentBody(bytes.buffer)).toEqual({ content: bytes });
  });

  it('sends what can be iterated part by part', async () => {
    async function* parts(): AsyncGenerator<string | Uint8Array> {
      yield 'a';
      yield Uint8Array.of(1);
    }
    const { content, type } = toSentBody(parts());
    const sent: Uint8Array[] = [];
    if (Symbol.asyncIterator in content) for await (const part of content) sent.push(part);
    expect([type, sent]).toEqual([undefined, [Uint8Array.of(97), Uint8Array.of(1)]]);
  });
});
