import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, bytes, gave, named, step } from '../step.ts';

const host = 'kami:host';
const http = `${host}/http` as const;
const request = (rest: string, method = 'GET'): object => ({
  method,
  url: { $join: ['http://', '$authority', rest] },
  headers: [],
  body: null,
  timeoutMs: null,
});
const started = (rest: string): AnyStep => named('handle', step(`${http} start`, [request(rest)]));

const { cases, positive, negative } = caseTable();

positive(`${http} start`, 'begins an exchange', started('/hello'), step(`${http} response`, ['$handle']), {
  holds: ([, head]) => JSON.stringify(head).includes('"status":200'),
});
negative(
  `${http} start`,
  'is denied what was not granted, and refuses what is malformed',
  step(`${http} start`, [request('/', 'DELETE')]),
  step(`${http} start`, [request(' ')]),
  {
    holds: ([denied, malformed]) =>
      JSON.stringify(denied).includes('"denied"') && JSON.stringify(malformed).includes('"invalid"'),
  },
);
positive(
  `${http} wait`,
  'gives what is ready',
  started('/hello'),
  step(`${http} wait`, [['$handle'], 5000]),
  {
    holds: ([handle, ready]) =>
      JSON.stringify((ready as { ok: unknown[] }).ok[0]) === JSON.stringify((handle as { ok: unknown }).ok),
  },
);
negative(
  `${http} wait`,
  'gives nothing when the time is over',
  started('/wait'),
  step(`${http} wait`, [['$handle'], 10], gave([])),
  step(`${http} wait`, [[], null], gave([])),
);
positive(
  `${http} response`,
  'gives the head, and again',
  started('/missing'),
  step(`${http} response`, ['$handle']),
  step(`${http} response`, ['$handle']),
  {
    holds: ([, first, again]) =>
      JSON.stringify(first) === JSON.stringify(again) && JSON.stringify(first).includes('404'),
  },
);
negative(`${http} response`, 'knows no other handle', step(`${http} response`, [77]), {
  holds: ([outcome]) => JSON.stringify(outcome).includes('"invalid"'),
});
positive(
  `${http} read`,
  'gives bytes, and then the end',
  started('/hello'),
  step(`${http} read`, ['$handle', 100], gave(bytes('hello'))),
  step(`${http} read`, ['$handle', 100], gave()),
);
negative(
  `${http} read`,
  'fails where the body was cut off',
  started('/cut'),
  step(`${http} read`, ['$handle', 100], gave(bytes('half'))),
  step(`${http} read`, ['$handle', 100]),
  { holds: (outcomes) => JSON.stringify(outcomes.at(-1)).includes('"failed"') },
);
positive(`${http} close`, 'ends the exchange', started('/wait'), step(`${http} close`, ['$handle'], gave()));
negative(
  `${http} close`,
  'leaves nothing to read, and ignores other handles',
  started('/hello'),
  step(`${http} close`, ['$handle']),
  step(`${http} close`, [77], gave()),
  step(`${http} read`, ['$handle', 1]),
  { holds: (outcomes) => JSON.stringify(outcomes.at(-1)).includes('"invalid"') },
);

const streaming = named('handle', step(`${http} start-streaming`, [request('/echo', 'POST')]));
const write = (text: string, end: boolean): AnyStep =>
  step(`${http} write`, ['$handle', bytes(text), end], gave(true));

positive(
  `${http} start-streaming`,
  'begins an exchange whose body comes later',
  streaming,
  write('late', true),
  step(`${http} read`, ['$handle', 100], gave(bytes('late'))),
);
negative(
  `${http} start-streaming`,
  'is denied what was not granted, and refuses a body at once',
  step(`${http} start-streaming`, [request('/echo', 'PUT')]),
  step(`${http} start-streaming`, [{ ...request('/echo', 'POST'), body: bytes('early') }]),
  {
    holds: ([denied, whole]) =>
      JSON.stringify(denied).includes('"denied"') && JSON.stringify(whole).includes('"invalid"'),
  },
);
positive(
  `${http} write`,
  'sends parts, of which the answer comes before the last',
  streaming,
  write('one', false),
  step(`${http} read`, ['$handle', 100], gave(bytes('one'))),
  write('two', true),
  step(`${http} read`, ['$handle', 100], gave(bytes('two'))),
  step(`${http} read`, ['$handle', 100], gave()),
);
negative(
  `${http} write`,
  'fails where no body was announced, and for other handles',
  started('/wait'),
  step(`${http} write`, ['$handle', bytes('x'), true]),
  step(`${http} write`, [77, bytes('x'), true]),
  {
    holds: ([, whole, unknown]) =>
      JSON.stringify(whole).includes('"failed"') && JSON.stringify(unknown).includes('"invalid"'),
  },
);
positive(
  `${http} poll`,
  'gives what can be read, be it head or body, and what takes more of its body',
  streaming,
  step(`${http} poll`, [[], ['$handle'], null], gave([[], [1]])),
  write('x', false),
  step(`${http} poll`, [['$handle'], [], null], gave([[1], []])),
  step(`${http} response`, ['$handle']),
  step(`${http} poll`, [['$handle'], [], null], gave([[1], []])),
  step(`${http} read`, ['$handle', 100], gave(bytes('x'))),
);
negative(
  `${http} poll`,
  'gives nothing when the time is over',
  started('/wait'),
  step(`${http} poll`, [['$handle'], [], 10], gave([[], []])),
  step(`${http} poll`, [[], [], null], gave([[], []])),
);
positive(
  `${http} trailers`,
  'gives the fields after the body',
  started('/trailers'),
  step(`${http} read`, ['$handle', 100], gave(bytes('body'))),
  step(`${http} read`, ['$handle', 100], gave()),
  step(`${http} trailers`, ['$handle'], gave([['x-sum', '4']])),
);
negative(
  `${http} trailers`,
  'gives none before the end of the body, and none of other handles',
  started('/trailers'),
  step(`${http} trailers`, ['$handle']),
  step(`${http} trailers`, [77]),
  { holds: ([, ...both]) => both.every((outcome) => JSON.stringify(outcome).includes('"invalid"')) },
);

/** `kami:host/http`, from QuickJS. */
export const hostHttpCases: readonly ConformanceCase[] = cases;
