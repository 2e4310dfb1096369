import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedirectTrail, MAX_REDIRECTS, type Hop, type RedirectTrail } from '@kami/sandbox';

const to = (location: string) => [['Location', location]] as const;
const KEY = ['Authorization', 'Bearer x'] as const;
const PLAIN = ['accept', '*/*'] as const;

/** Follows a chain of addresses, with the same header fields each time; gives every hop. */
function followAll(trail: RedirectTrail, urls: readonly string[]): readonly Hop[] {
  return urls.map((url, index) => {
    const hop = trail.follow(url, [KEY, PLAIN]);
    const next = urls[index + 1];
    if (next !== undefined) trail.answered(hop, 302, to(next));
    return hop;
  });
}

describe('a redirect trail', () => {
  it('counts the redirects that led to a request', () => {
    const hops = followAll(createRedirectTrail(), ['http://a/1', 'http://a/2', 'http://a/2', 'http://a/3']);
    expect(hops.map(({ redirects }) => redirects)).toEqual([0, 1, 2, 3]);
  });

  it('counts a chain of any length and takes each redirect once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_REDIRECTS * 3 }), (length) => {
        const trail = createRedirectTrail();
        const urls = Array.from({ length }, (_none, index) => `http://a/${index % 2}`);
        expect(followAll(trail, urls).at(-1)?.redirects).toBe(length - 1);
        expect(trail.follow('http://a/0', []).redirects).toBe(0);
      }),
    );
  });

  it('knows a target by its address, however it is written', () => {
    const trail = createRedirectTrail();
    const hop = trail.follow('http://a.example/x/y', []);
    trail.answered(hop, 307, to('../z#part'));
    expect(trail.follow('http://A.example:80/z', []).redirects).toBe(1);
    trail.answered(hop, 307, to('//b.example/z'));
    expect(trail.follow('http://b.example/z#other', []).redirects).toBe(1);
  });

  it.each([
    ['another status', 200, 'http://a/2'],
    ['what is not modified', 304, 'http://a/2'],
    ['no address', 302, 'https://'],
  ])('takes nothing from %s', (_case, status, location) => {
    const trail = createRedirectTrail();
    trail.answered(trail.follow('http://a/1', []), status, to(location));
    expect(trail.follow('http://a/2', []).redirects).toBe(0);
  });

  it('sends credentials on to the same origin', () => {
    const [, hop] = followAll(createRedirectTrail(), ['http://a/1', 'http://a/2']);
    expect(hop?.headers).toEqual([KEY, PLAIN]);
  });

  it.each([
    ['another host', ['http://a/1', 'http://b/']],
    ['another port', ['http://a/1', 'http://a:81/']],
    ['another scheme', ['https://a/1', 'http://a/']],
    ['another origin later', ['http://a/1', 'http://a/2', 'http://b/']],
    ['an origin behind another', ['http://a/1', 'http://b/', 'http://b/2']],
    ['the first origin again', ['http://a/1', 'http://b/', 'http://a/2']],
  ])('sends none of them to %s', (_case, urls) => {
    expect(followAll(createRedirectTrail(), urls).at(-1)?.headers).toEqual([PLAIN]);
  });

  it('leaves credentials that are not of the way there, and requests that nothing led to', () => {
    const trail = createRedirectTrail();
    trail.answered(trail.follow('http://a/1', [KEY]), 302, to('http://b/'));
    const own = ['authorization', 'Basic y'] as const;
    expect(trail.follow('http://b/', [own]).headers).toEqual([own]);
    expect(trail.follow('http://b/', [KEY]).headers).toEqual([KEY]);
  });

  it('remembers a bounded number of redirects, the newest', () => {
    const trail = createRedirectTrail();
    const hop = trail.follow('http://a/', []);
    for (let index = 0; index < 1000; index += 1) trail.answered(hop, 302, to(`http://a/${index}`));
    expect(trail.follow('http://a/0', []).redirects).toBe(0);
    expect(trail.follow('http://a/999', []).redirects).toBe(1);
  });
});
