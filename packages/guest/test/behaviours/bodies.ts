import {
  partsOf,
  invoke,
  construct,
  behaviours,
  numbers,
  rejects,
  same,
  throws,
  type Behaviour,
} from './behaviour.ts';

/** Responses. */
const responses = behaviours('Fetch 5.5 Response', {
  'has a status of 200 by itself': () => same([new Response().status, new Response().ok], [200, true]),
  'has no body by itself': () => same(new Response().body, null),
  'takes status, text and headers': () => {
    const response = new Response('', { status: 404, statusText: 'No', headers: { a: '1' } });
    same(
      [response.status, response.statusText, response.ok, response.headers.get('a')],
      [404, 'No', false, '1'],
    );
  },
  'refuses a status below 200': () => throws('RangeError', () => new Response('', { status: 199 })),
  'refuses a status above 599': () => throws('RangeError', () => new Response('', { status: 600 })),
  'refuses a body with status 204': () => throws('TypeError', () => new Response('', { status: 204 })),
  'takes status 204 without a body': () => same(new Response(null, { status: 204 }).status, 204),
  'refuses a line break in the text of the status': () =>
    throws('TypeError', () => new Response('', { statusText: 'a\n' })),
  'says that text is text': () =>
    same(new Response('a').headers.get('content-type'), 'text/plain;charset=UTF-8'),
  'says that parameters are a form': () =>
    same(
      new Response(new URLSearchParams('a=1')).headers.get('content-type'),
      'application/x-www-form-urlencoded;charset=UTF-8',
    ),
  'says nothing about bytes': () => same(new Response(new Uint8Array(1)).headers.get('content-type'), null),
  'keeps a content type that is there': () =>
    same(new Response('a', { headers: { 'content-type': 'x/y' } }).headers.get('content-type'), 'x/y'),
  'is of the type "default"': () => same(new Response().type, 'default'),
  'makes JSON': async () => {
    const response = Response.json({ a: [1] }, { status: 201 });
    same([response.status, response.headers.get('content-type')], [201, 'application/json']);
    same(await response.json(), { a: [1] });
  },
  'refuses what has no JSON': () => throws('TypeError', () => Response.json(undefined)),
  'makes redirects': () => {
    const response = Response.redirect('https://a.b/', 301);
    same([response.status, response.headers.get('location')], [301, 'https://a.b/']);
  },
  'refuses redirects with another status': () =>
    throws('RangeError', () => invoke(Response, 'redirect', 'https://a.b/', 200)),
  'makes an error': () => same([Response.error().type, Response.error().status], ['error', 0]),
  'copies itself': async () => {
    const response = new Response('abc', { status: 201 });
    const copy = response.clone();
    same([await response.text(), await copy.text(), copy.status], ['abc', 'abc', 201]);
  },
  'copies a stream': async () => {
    const response = new Response(ReadableStream.from([new Uint8Array([97]), new Uint8Array([98])]));
    const copy = response.clone();
    same(await Promise.all([response.text(), copy.text()]), ['ab', 'ab']);
  },
  'refuses to be copied once it was read': async () => {
    const response = new Response('a');
    await response.text();
    throws('TypeError', () => response.clone());
  },
});

/** Bodies of both. */
const bodies = behaviours('Fetch 5.3 Body', {
  'is read as text': async () => same(await new Response('é').text(), 'é'),
  'leaves a byte order mark out of text': async () =>
    same(await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 97])).text(), 'a'),
  'puts U+FFFD where text is no UTF-8': async () =>
    same(await new Response(new Uint8Array([255])).text(), '\ufffd'),
  'is read as JSON': async () => same(await new Response('{"a":1}').json(), { a: 1 }),
  'fails where it is no JSON': () => rejects('SyntaxError', () => new Response('{').json()),
  'is read as a buffer': async () => same(numbers(await new Response('ab').arrayBuffer()), [97, 98]),
  'is read as bytes': async () => same(numbers(await new Response('ab').bytes()), [97, 98]),
  'is read as a blob with the type': async () => {
    const blob = await new Response('ab', { headers: { 'content-type': 'X/Y' } }).blob();
    same([blob.size, blob.type], [2, 'x/y']);
  },
  'is read as a form of parameters': async () => {
    const form = await new Response(new URLSearchParams('a=1&a=2')).formData();
    same(form.getAll('a'), ['1', '2']);
  },
  'is read once': async () => {
    const response = new Response('a');
    same(response.bodyUsed, false);
    await response.text();
    same(response.bodyUsed, true);
    await rejects('TypeError', () => response.text());
  },
  'is read as often as one likes where there is none': async () => {
    const response = new Response();
    same([await response.text(), await response.text(), response.bodyUsed], ['', '', false]);
  },
  'is a stream': async () => {
    const { body } = new Response('ab');
    same(
      (await partsOf(body)).map((part) => numbers(part)),
      [[97, 98]],
    );
  },
  'is used once its stream was read': async () => {
    const response = new Response('ab');
    await response.body?.getReader().read();
    same(response.bodyUsed, true);
  },
  'is not read while its stream is': async () => {
    const response = new Response('ab');
    response.body?.getReader();
    await rejects('TypeError', () => response.text());
  },
  'is made of a stream': async () => {
    const stream = ReadableStream.from([new Uint8Array([97])]);
    const response: Response = construct(Response, stream);
    same([response.body === stream, await response.text()], [true, 'a']);
  },
  'fails where a stream gives no bytes': () =>
    rejects('TypeError', () => construct(Response, ReadableStream.from([1])).text()),
  'fails with the error of its stream': () =>
    rejects('RangeError', () =>
      new Response(new ReadableStream({ pull: () => Promise.reject(new RangeError('x')) })).text(),
    ),
  'refuses a stream that is being read': () => {
    const stream = new ReadableStream();
    stream.getReader();
    throws('TypeError', () => new Response(stream));
  },
  'is made of a part of a buffer': async () =>
    same(await new Response(new Uint8Array([97, 98, 99]).subarray(1, 2)).text(), 'b'),
  'keeps the bytes that it was made of': async () => {
    const bytes = new Uint8Array([97]);
    const response = new Response(bytes);
    bytes[0] = 98;
    same(await response.text(), 'a');
  },
  'makes another value text': async () => same(await construct(Response, 12).text(), '12'),
});

/** Requests. */
const requests = behaviours('Fetch 5.4 Request', {
  'is a GET by itself': () => same(new Request('https://a.b').method, 'GET'),
  'has its address written out': () => same(new Request('https://a.b').url, 'https://a.b/'),
  'takes a URL': () => same(new Request(new URL('https://a.b/c')).url, 'https://a.b/c'),
  'refuses what is no address': () => throws('TypeError', () => new Request('//')),
  'refuses credentials in an address': () => throws('TypeError', () => new Request('https://a:b@c.d/')),
  'writes known methods in capitals': () =>
    same(new Request('https://a.b', { method: 'post' }).method, 'POST'),
  'leaves other methods': () => same(new Request('https://a.b', { method: 'patch' }).method, 'patch'),
  'refuses what is no method': () => throws('TypeError', () => new Request('https://a.b', { method: 'a b' })),
  'refuses TRACE': () => throws('TypeError', () => new Request('https://a.b', { method: 'trace' })),
  'refuses a body with GET': () =>
    throws('TypeError', () => construct(Request, 'https://a.b', { body: 'a' })),
  'has its body': async () =>
    same(await new Request('https://a.b', { method: 'PUT', body: 'é' }).text(), 'é'),
  'says of what type the body is': () =>
    same(
      new Request('https://a.b', { method: 'PUT', body: 'a' }).headers.get('content-type'),
      'text/plain;charset=UTF-8',
    ),
  'is made of another': async () => {
    const first = new Request('https://a.b', { method: 'PUT', body: 'a', headers: { x: '1' } });
    const second = new Request(first, { headers: { x: '2' } });
    same(
      [second.method, second.headers.get('x'), await second.text(), first.bodyUsed],
      ['PUT', '2', 'a', true],
    );
  },
  'copies itself': async () => {
    const first = new Request('https://a.b', { method: 'PUT', body: 'a' });
    const copy = first.clone();
    same([await first.text(), await copy.text()], ['a', 'a']);
  },
  'follows redirects by itself': () => same(new Request('https://a.b').redirect, 'follow'),
});

/** Bodies, and what has them. */
export const fetchObjects: readonly Behaviour[] = [...responses, ...bodies, ...requests];
