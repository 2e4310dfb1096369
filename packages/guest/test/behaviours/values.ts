import { invoke, behaviours, numbers, rejects, same, throws, type Behaviour } from './behaviour.ts';

const hex = (bytes: ArrayBuffer): string =>
  numbers(bytes)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

const clones = behaviours('HTML 2.7 structuredClone', {
  'copies deeply': () => {
    const from = { a: [{ b: 1 }] };
    const copy = structuredClone(from);
    same([copy, copy.a[0] === from.a[0]], [from, false]);
  },
  'copies dates, maps, sets and patterns': () => {
    const copy = structuredClone({ d: new Date(5), m: new Map([[1, { x: 1 }]]), s: new Set([2]), r: /a/giu });
    same(
      [copy.d instanceof Date, copy.d.getTime(), [...copy.m], [...copy.s], String(copy.r)],
      [true, 5, [[1, { x: 1 }]], [2], '/a/giu'],
    );
  },
  'copies bytes': () => {
    const from = new Uint8Array([1, 2]);
    const copy = structuredClone(from);
    same([copy instanceof Uint8Array, numbers(copy), copy.buffer === from.buffer], [true, [1, 2], false]);
  },
  'copies a buffer': () => same(numbers(structuredClone(new Uint8Array([1]).buffer)), [1]),
  'keeps cycles': () => {
    const from: { self?: unknown } = {};
    from.self = from;
    const copy = structuredClone(from);
    same(copy.self === copy, true);
  },
  'copies large integers and undefined': () =>
    same(
      [String(structuredClone(10n ** 20n)), structuredClone({ a: undefined })],
      ['100000000000000000000', { a: undefined }],
    ),
  'copies errors with their kind': () => {
    const copy = structuredClone(new RangeError('x'));
    same([copy instanceof RangeError, copy.message], [true, 'x']);
  },
  'refuses functions': () => throws('DataCloneError', () => structuredClone(() => {})),
  'refuses symbols within': () => throws('DataCloneError', () => structuredClone({ a: Symbol('x') })),
  'needs a value': () => throws('TypeError', () => Reflect.apply(structuredClone, undefined, [])),
});

const cryptography = behaviours('Web Cryptography 10.1 Crypto, 14.3.5 digest', {
  'fills and gives back the array': () => {
    const array = new Uint32Array(4);
    same([crypto.getRandomValues(array) === array, array.some((number) => number !== 0)], [true, true]);
  },
  'fills a part only': () => {
    const whole = new Uint8Array(64);
    crypto.getRandomValues(whole.subarray(16, 48));
    same(
      [...whole.subarray(0, 16), ...whole.subarray(48)].every((byte) => byte === 0),
      true,
    );
  },
  'refuses more than 65536 bytes': () =>
    throws('QuotaExceededError', () => crypto.getRandomValues(new Uint8Array(65_537))),
  'refuses fractions': () =>
    throws('TypeMismatchError', () => invoke(crypto, 'getRandomValues', new Float64Array(1))),
  'gives UUIDs of version 4': () =>
    same(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u.test(crypto.randomUUID()), true),
  'digests with SHA-256': async () =>
    same(
      hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'))),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ),
  'digests with SHA-1, SHA-384 and SHA-512': async () => {
    const starts = await Promise.all(
      ['SHA-1', 'SHA-384', 'sha-512'].map(async (name) =>
        hex(await crypto.subtle.digest({ name }, new Uint8Array())).slice(0, 8),
      ),
    );
    same(starts, ['da39a3ee', '38b060a7', 'cf83e135']);
  },
  'refuses other digests': () =>
    rejects('NotSupportedError', () => crypto.subtle.digest('MD5', new Uint8Array())),
});

const places = behaviours('HTML 8.8 navigator, 8.1.4 reportError', {
  'says what it runs in': () => same(typeof navigator.userAgent, 'string'),
  'has a global object': () => same(typeof globalThis, 'object'),
});

/** Copies, randomness and the rest. */
export const values: readonly Behaviour[] = [...clones, ...cryptography, ...places];
