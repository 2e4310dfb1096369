import { describe, expect, it } from 'vitest';
import { formatValues } from '../../src/web/format-values.ts';
import { Headers, type HeadersInit } from '../../src/web/headers.ts';
import { Response } from '../../src/web/response.ts';

function makeResponse(...parts: string[]) {
  const closed: string[] = [];
  const next = () => {
    const part = parts.shift();
    return part === undefined ? undefined : Buffer.from(part, 'latin1');
  };
  const body = {
    readNow: next,
    read: () => Promise.resolve(next()),
    trailers: (): HeadersInit => [['x-sum', '4']],
    close: () => closed.push('closed'),
  };
  const head = { status: 204, headers: [] };
  return { response: new Response(head, body, 'https://a.b/', false), closed, parts };
}

describe('Response', () => {
  it('gives the body once, as text, JSON or bytes', async () => {
    const { response, closed } = makeResponse('{"a":"\xc3', '\xa9"}');
    expect(response.ok).toBe(true);
    expect(await response.json()).toEqual({ a: 'é' });
    expect(closed).toEqual(['closed']);
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow('read already');
    expect(await makeResponse('ab').response.arrayBuffer()).toEqual(Uint8Array.of(97, 98).buffer);
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
