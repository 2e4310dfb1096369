import { describe, expect, it } from 'vitest';
import { Headers } from '../../src/web/headers.ts';
import { nextRequest } from '../../src/web/redirect.ts';

const request = {
  method: 'POST',
  url: 'https://a.example/x/y',
  headers: [
    ['authorization', 'secret'],
    ['content-type', 'text/plain'],
    ['accept', '*/*'],
  ] as const,
  body: new Uint8Array([1]),
  timeoutMs: 5,
};
const to = (location: string): Headers => new Headers({ location });

describe('nextRequest', () => {
  it('is nothing for what is no redirect', () => {
    expect(nextRequest(request, 200, to('/z'))).toBeUndefined();
    expect(nextRequest(request, 304, to('/z'))).toBeUndefined();
    expect(nextRequest(request, 302, new Headers())).toBeUndefined();
  });

  it('keeps method, body and credentials on 307 to the same origin', () => {
    expect(nextRequest(request, 307, to('../z'))).toEqual({ ...request, url: 'https://a.example/z' });
  });

  it('becomes GET without a body on 303, and on 301 and 302 after POST', () => {
    for (const status of [301, 302, 303])
      expect(nextRequest(request, status, to('z'))).toMatchObject({ method: 'GET', body: undefined });
    expect(nextRequest({ ...request, method: 'PUT' }, 302, to('z'))).toMatchObject({
      method: 'PUT',
      body: request.body,
    });
    expect(nextRequest({ ...request, method: 'HEAD' }, 303, to('z'))).toMatchObject({ method: 'HEAD' });
  });

  it.each(['https://b.example/', '//b.example/', 'http://a.example/', 'https://a.example:8443/'])(
    'takes no credentials to another origin (%s)',
    (location) => {
      expect(nextRequest(request, 308, to(location))?.headers.map(([name]) => name)).toEqual([
        'content-type',
        'accept',
      ]);
    },
  );

  it('fails where the target is no address', () => {
    expect(() => nextRequest(request, 302, to('https://'))).toThrow(
      expect.objectContaining({ code: 'redirect' }),
    );
  });
});
