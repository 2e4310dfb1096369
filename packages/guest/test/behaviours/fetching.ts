import { partsOf, all, behaviours, invoke, text, rejects, same, type Behaviour } from './behaviour.ts';

/** The function as it is called, whatever its type. */
const globals = { fetch: (...given: Parameters<typeof fetch>) => fetch(...given) };
const ADDRESS = 'https://example.com/a';

/** Requests to a host that answers the last letter of the address and "!", in two parts. */
export const fetching: readonly Behaviour[] = behaviours('Fetch 5.6 fetch', {
  'takes an address': async () => same(await (await fetch(ADDRESS)).text(), 'a!'),
  'takes a URL': async () => same(await (await fetch(new URL(ADDRESS))).text(), 'a!'),
  'takes a Request': async () => same(await (await fetch(new Request(ADDRESS))).text(), 'a!'),
  'takes a Request and what differs': async () =>
    same(await (await fetch(new Request(ADDRESS), { method: 'PUT', body: 'x' })).text(), 'a!'),
  'uses the body of a Request up': async () => {
    const request = new Request(ADDRESS, { method: 'PUT', body: 'x' });
    await fetch(request);
    same(request.bodyUsed, true);
    await rejects('TypeError', () => fetch(request));
  },
  'says where the answer is from': async () => {
    const { url, redirected, type, status, ok } = await fetch(ADDRESS);
    same([url, redirected, type, status, ok], [ADDRESS, false, 'basic', 200, true]);
  },
  'gives the body in parts': async () => {
    const { body } = await fetch(ADDRESS);
    const parts = await partsOf(body);
    same(
      parts.map((part) => text(part)),
      ['a', '!'],
    );
  },
  'gives the body to two': async () => {
    const response = await fetch(ADDRESS);
    const copy = response.clone();
    same(await Promise.all([response.text(), copy.text(), Promise.resolve(copy.url)]), ['a!', 'a!', ADDRESS]);
  },
  'pipes the body': async () => {
    const { body } = await fetch(ADDRESS);
    const texts = body?.pipeThrough(new TextDecoderStream()) ?? ReadableStream.from<string>([]);
    same((await all(texts)).join(''), 'a!');
  },
  'gives the body as a blob': async () => same((await (await fetch(ADDRESS)).blob()).size, 2),
  'refuses a body with GET': () =>
    rejects('TypeError', () => Promise.resolve(invoke(globals, 'fetch', ADDRESS, { body: 'x' }))),
  'does not begin with a signal that has fired': () =>
    rejects('AbortError', () => fetch(ADDRESS, { signal: AbortSignal.abort() })),
  'has several under way at once': async () => {
    const answers = await Promise.all(
      ['x', 'y', 'z'].map(async (name) => (await fetch(`https://example.com/${name}`)).text()),
    );
    same(answers, ['x!', 'y!', 'z!']);
  },
});
