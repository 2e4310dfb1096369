import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { big, gave, named, step } from '../step.ts';

const types = 'wasi:http/types';
const options = `${types} [method]request-options` as const;
const made = named('options', step(`${types} [constructor]request-options`));

const { cases, positive, negative } = caseTable('request');

positive(
  `${types} [constructor]request-options`,
  'says nothing',
  made,
  step(`${options}.connect-timeout`, ['$options'], gave()),
);
negative(
  `${types} [constructor]request-options`,
  'shares nothing with another',
  made,
  named('other', step(`${types} [constructor]request-options`)),
  step(`${options}.set-connect-timeout`, ['$other', big(5)]),
  step(`${options}.connect-timeout`, ['$options'], gave()),
);
for (const name of ['connect', 'first-byte', 'between-bytes'] as const) {
  const get = `${options}.${name}-timeout` as const;
  const set = `${options}.set-${name}-timeout` as const;
  positive(
    get,
    'gives what was set',
    made,
    step(get, ['$options'], gave()),
    step(set, ['$options', big(5)]),
    step(get, ['$options'], gave(big(5))),
  );
  positive(
    set,
    'takes none too',
    made,
    step(set, ['$options', big(5)]),
    step(set, ['$options', null]),
    step(get, ['$options'], gave()),
  );
}

/** `wasi:http/types`: time-outs of a request. */
export const httpOptionsCases: readonly ConformanceCase[] = cases;
