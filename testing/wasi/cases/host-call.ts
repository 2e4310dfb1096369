import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { gave, refused, step } from '../step.ts';

const host = 'kami:host';

const { cases, positive, negative } = caseTable();

positive(
  `${host}/log write`,
  'writes a line',
  step(`${host}/log write`, ['info', 'a line', '{"a":1}']),
  step(`${host}/log write`, ['emergency', 'another', null]),
);
negative(
  `${host}/log write`,
  'drops what is no JSON and goes on',
  step(`${host}/log write`, ['info', 'a line', '{'], gave()),
);
positive(`${host}/call current`, 'describes the call', step(`${host}/call current`), {
  holds: ([info]) => /"traceparent":"00-[0-9a-f]{32}-/u.test(JSON.stringify(info)),
});
negative(`${host}/call current`, 'gives no more time than the call has', step(`${host}/call current`), {
  holds: ([info]) => Number(/"remainingMs":(\d+)/u.exec(JSON.stringify(info))?.[1]) <= 5000,
});
positive(`${host}/call progress`, 'takes a report', step(`${host}/call progress`, [1, 2, 'half'], gave()));
negative(
  `${host}/call progress`,
  'drops what is no amount',
  step(`${host}/call progress`, [-1, null, null], gave()),
);
positive(
  `${host}/call cancelled`,
  'is false while the caller waits',
  step(`${host}/call cancelled`, [], gave(false)),
);
negative(
  `${host}/ask ask`,
  'says what the client does not offer',
  step(`${host}/ask ask`, [[{ name: 'roots', about: { tag: 'roots' } }]]),
  { holds: ([outcome]) => JSON.stringify(outcome).includes('unsupported') },
);
negative(
  `${host}/secrets get`,
  'gives no secret that was not granted',
  step(`${host}/secrets get`, ['TOKEN'], refused('not-granted')),
);
positive(
  `${host}/notify changed`,
  'is a signal without an answer',
  step(`${host}/notify changed`, ['tools'], gave()),
);
negative(
  `${host}/notify changed`,
  'goes on beyond the bound of a call',
  ...Array.from({ length: 101 }, () => step(`${host}/notify changed`, ['tools'], gave())),
);
positive(
  `${host}/notify resource-updated`,
  'is a signal without an answer',
  step(`${host}/notify resource-updated`, ['file:///a'], gave()),
);
negative(
  `${host}/notify resource-updated`,
  'drops what is too long',
  step(`${host}/notify resource-updated`, ['a'.repeat(10_000)], gave()),
);

/** `kami:host` beside files and HTTP, from QuickJS. */
export const hostCallCases: readonly ConformanceCase[] = cases;
