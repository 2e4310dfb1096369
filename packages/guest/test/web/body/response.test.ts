import { describe, expect, it } from 'vitest';
import { formatValues } from '../../../src/web/console/format-values.ts';
import { Headers, type HeadersInit } from '../../../src/web/headers.ts';
import { responseOf } from '../../../src/web/body/response.ts';

function makeResponse(...parts: string[]) {
  const closed: string[] = [];
  const next = () => {
    const part = parts.shift();
    return part === undefined ? undefined : Buffer.from(part, 'latin1');
  };
  const body = {
    readNow: next,
    read: () => Promise.resolve(next()),
    readAll: () => {
      const rest = parts.splice(0).map((part) => Buffer.from(part, 'latin1'));
      return Promise.resolve(new Uint8Array(Buffer.concat(rest)));
    },
    trailers: [['x-sum', '4']] satisfies HeadersInit,
    close: () => closed.push('closed'),
  };
  const head = { status: 204, headers: [] };
  return { response: responseOf(head, body, 'https://a.b/', false), closed, parts };
}

describe('Response', () => {
  it('gives the body once, as text, JSON or bytes', async () => {
    const { response } = makeResponse('{"a":"\xc3', '\xa9"}');
    expect(response.ok).toBe(true);
    expect(await response.json()).toEqual({ a: 'é' });
    expect(response.bodyUsed).toBe(true);
    expect([...response.trailers]).toEqual([['x-sum', '4']]);
    await expect(response.text()).rejects.toThrow('read already');
    expect(await makeResponse('ab').response.arrayBuffer()).toEqual(Uint8Array.of(97, 98).buffer);
  });

  it('gives the body as a stream, and then in no other way', async () => {
    const { response } = makeResponse('abc', 'def');
    const seen: string[] = [];
    for await (const part of response.body ?? []) seen.push(Buffer.from(part).toString());
    expect([seen, response.bodyUsed]).toEqual([['abc', 'def'], true]);
    await expect(response.bytes()).rejects.toThrow('read already');
    const { response: other, closed } = makeResponse('abc');
    const reader = other.body?.getReader();
    await expect(other.text()).rejects.toThrow('read already');
    await reader?.cancel();
    expect(closed).toEqual(['closed']);
  });

  it('stops after the bytes that were asked for, and ends the exchange', () => {
    const { response, closed, parts } = makeResponse('abc', 'def', 'ghi');
    expect(response.readUpTo(4)).toEqual({ bytes: new Uint8Array(Buffer.from('abcd')), truncated: true });
    expect([closed, parts]).toEqual([['closed'], ['ghi']]);
    expect(makeResponse('abcd').response.readUpTo(4).truncated).toBe(false);
  });
});

describe('Headers', () => {
  it('knows names in any letter case and joins values', () => {
    const headers = new Headers([['Vary', 'a']]);
    headers.append('vary', 'b');
    expect(headers.get('VARY')).toBe('a, b');
    headers.set('vary', 'c');
    expect([...headers]).toEqual([['vary', 'c']]);
    headers.delete('Vary');
    expect([headers.has('vary'), headers.get('vary')]).toEqual([false, null]);
  });
});

describe('formatValues', () => {
  it('shows text as it is and the rest as JSON where possible', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(formatValues(['a', 1, { b: [null] }, undefined, loop, 5n])).toBe(
      'a 1 {"b":[null]} undefined [object Object] 5',
    );
    expect(formatValues([new TypeError('x')])).toMatch(/^TypeError: x\n/);
  });
});
