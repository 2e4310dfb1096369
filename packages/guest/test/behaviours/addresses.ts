import { construct, behaviours, same, throws, type Behaviour } from './behaviour.ts';

const urls = behaviours('URL 6.1 URL', {
  'has its parts': () => {
    const url = new URL('https://u:p@example.com:8080/a/b?c=d#e');
    same(
      [
        url.protocol,
        url.username,
        url.password,
        url.host,
        url.hostname,
        url.port,
        url.pathname,
        url.search,
        url.hash,
        url.origin,
      ],
      [
        'https:',
        'u',
        'p',
        'example.com:8080',
        'example.com',
        '8080',
        '/a/b',
        '?c=d',
        '#e',
        'https://example.com:8080',
      ],
    );
  },
  'resolves against a base': () =>
    same(
      [new URL('../x', 'https://a.b/c/d/e').href, new URL('//q', 'https://a.b').href],
      ['https://a.b/c/x', 'https://q/'],
    ),
  'refuses what is relative without one': () => throws('TypeError', () => new URL('/a')),
  'refuses what has no host': () => throws('TypeError', () => new URL('https://')),
  'refuses a port that is none': () => throws('TypeError', () => new URL('https://a.b:99999/')),
  'writes scheme and host in small letters': () => same(new URL('HTTPS://A.B/C').href, 'https://a.b/C'),
  'leaves the default port out': () => same(new URL('https://a.b:443/').port, ''),
  'takes dots out of the path': () => same(new URL('https://a.b/a/./b/../c').pathname, '/a/c'),
  'encodes what must be': () => same(new URL('https://a.b/ é?ü').href, 'https://a.b/%20%C3%A9?%C3%BC'),
  'writes an IPv4 address out': () => same(new URL('http://0x7f.1/').hostname, '127.0.0.1'),
  'writes an IPv6 address short': () => same(new URL('http://[0:0:0:0:0:0:0:1]/').hostname, '[::1]'),
  'reads a backslash as a slash': () => same(new URL('https://a.b\\c').pathname, '/c'),
  'changes with its parts': () => {
    const url = new URL('https://a.b/');
    url.pathname = 'x y';
    url.search = 'q=1';
    url.hash = 'h';
    url.port = '81';
    same(url.href, 'https://a.b:81/x%20y?q=1#h');
  },
  'changes with its parameters': () => {
    const url = new URL('https://a.b/?x=1');
    url.searchParams.append('y', 'z w');
    same(url.href, 'https://a.b/?x=1&y=z+w');
  },
  'says whether something is one': () =>
    same(
      [URL.canParse('https://a.b'), URL.canParse('a'), URL.canParse('a', 'https://b')],
      [true, false, true],
    ),
  'gives null for what is none': () =>
    same([URL.parse('a'), URL.parse('https://a.b')?.href], [null, 'https://a.b/']),
  'is its address as text and JSON': () =>
    same(
      [String(new URL('https://a.b')), JSON.stringify(new URL('https://a.b'))],
      ['https://a.b/', '"https://a.b/"'],
    ),
});

const params = behaviours('URL 6.2 URLSearchParams', {
  'is made of text, with or without ?': () =>
    same(
      [[...new URLSearchParams('?a=1&b')], [...new URLSearchParams('a=1')]],
      [
        [
          ['a', '1'],
          ['b', ''],
        ],
        [['a', '1']],
      ],
    ),
  'is made of an object and of pairs': () =>
    same(
      [
        String(new URLSearchParams({ a: '1' })),
        String(
          new URLSearchParams([
            ['a', '1'],
            ['a', '2'],
          ]),
        ),
      ],
      ['a=1', 'a=1&a=2'],
    ),
  'refuses a pair of one': () => throws('TypeError', () => construct(URLSearchParams, [['a']])),
  'decodes + and %': () => same(new URLSearchParams('a=b+c%20%C3%A9').get('a'), 'b c é'),
  'encodes as forms do': () => same(String(new URLSearchParams({ a: " é*~'" })), 'a=+%C3%A9*%7E%27'),
  'has several values of a name': () => same(new URLSearchParams('a=1&a=2').getAll('a'), ['1', '2']),
  'gives null for what is not there': () => same(new URLSearchParams().get('a'), null),
  'replaces all by set': () => {
    const given = new URLSearchParams('a=1&b=2&a=3');
    given.set('a', '4');
    same(String(given), 'a=4&b=2');
  },
  'deletes a name, or one value': () => {
    const given = new URLSearchParams('a=1&a=2&b=3');
    given.delete('a', '1');
    given.delete('b');
    same(String(given), 'a=2');
  },
  'knows a name, or one value': () => {
    const given = new URLSearchParams('a=1');
    same([given.has('a'), given.has('a', '2')], [true, false]);
  },
  'sorts by name and keeps the order within': () => {
    const given = new URLSearchParams('b=1&a=2&b=0');
    given.sort();
    same(String(given), 'a=2&b=1&b=0');
  },
  counts: () => same(new URLSearchParams('a&b').size, 2),
});

/** Addresses. */
export const addresses: readonly Behaviour[] = [...urls, ...params];
