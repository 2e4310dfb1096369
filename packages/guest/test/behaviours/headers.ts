import { construct, behaviours, same, throws, type Behaviour } from './behaviour.ts';

const SECTION = 'Fetch 5.1 Headers';

/** Header fields. */
export const headers: readonly Behaviour[] = behaviours(SECTION, {
  'is made of nothing': () => same([...new Headers()], []),
  'is made of an object': () =>
    same(
      [...new Headers({ b: '1', a: '2' })],
      [
        ['a', '2'],
        ['b', '1'],
      ],
    ),
  'is made of pairs': () => same([...new Headers([['a', '1']])], [['a', '1']]),
  'is made of other headers': () => same([...new Headers(new Headers({ a: '1' }))], [['a', '1']]),
  'is made of a Map, which is pairs': () => same(new Headers([...new Map([['a', '1']])]).get('a'), '1'),
  'refuses null': () => throws('TypeError', () => construct(Headers, null)),
  'refuses a number': () => throws('TypeError', () => construct(Headers, 1)),
  'refuses a pair of one': () => throws('TypeError', () => Reflect.construct(Headers, [[['a']]])),
  'refuses a pair of three': () => throws('TypeError', () => Reflect.construct(Headers, [[['a', 'b', 'c']]])),
  'knows a name in any letter case': () => same(new Headers({ 'X-A': '1' }).get('x-a'), '1'),
  'gives null for what is not there': () => same(new Headers().get('a'), null),
  'joins values of one name': () => {
    const fields = new Headers({ a: '1' });
    fields.append('A', '2');
    same(fields.get('a'), '1, 2');
  },
  'replaces all values by set': () => {
    const fields = new Headers([
      ['a', '1'],
      ['a', '2'],
    ]);
    fields.set('a', '3');
    same(fields.get('a'), '3');
  },
  'says whether a name is there': () => {
    const fields = new Headers({ a: '1' });
    same([fields.has('A'), fields.has('b')], [true, false]);
  },
  'forgets a name': () => {
    const fields = new Headers({ a: '1' });
    fields.delete('A');
    same(fields.has('a'), false);
  },
  'takes outer white space off a value': () => same(new Headers({ a: ' \t1\r\n' }).get('a'), '1'),
  'makes other values text': () => same(construct(Headers, { a: 1 }).get('a'), '1'),
  'keeps an empty value': () => same(new Headers({ a: '' }).get('a'), ''),
  'refuses a name with a space': () => throws('TypeError', () => new Headers({ 'a b': '1' })),
  'refuses an empty name': () => throws('TypeError', () => new Headers({ '': '1' })),
  'refuses to look for a name that is none': () => throws('TypeError', () => new Headers().get('a b')),
  'refuses a line break within a value': () => throws('TypeError', () => new Headers({ a: '1\n2' })),
  'refuses a value that is no bytes': () => throws('TypeError', () => new Headers({ a: '\u0100' })),
  'keeps each cookie apart': () => {
    const fields = new Headers([
      ['set-cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    same([fields.getSetCookie(), [...fields].length], [['a=1', 'b=2'], 2]);
  },
  'gives names and values in the order of names': () => {
    const fields = new Headers({ b: '2', a: '1' });
    same(
      [[...fields.keys()], [...fields.values()]],
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    );
  },
  'visits each with value, name and itself': () => {
    const seen: unknown[] = [];
    const fields = new Headers({ a: '1' });
    fields.forEach((value, name, of) => seen.push(value, name, of === fields));
    same(seen, ['1', 'a', true]);
  },
  'is called Headers': () => same(Object.prototype.toString.call(new Headers()), '[object Headers]'),
});
