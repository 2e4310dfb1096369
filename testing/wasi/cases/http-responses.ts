import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:http/types';
const response = `${types} [method]outgoing-response` as const;
/** The error case of a `result` that carries nothing. */
const no = refused(null);
const answer: AnyStep[] = [
  named('headers', step(`${types} [constructor]fields`)),
  named('response', step(`${types} [constructor]outgoing-response`, ['$headers'])),
];

const { cases, positive, negative } = caseTable('request');

positive(
  `${types} [constructor]outgoing-response`,
  'has status 200',
  ...answer,
  step(`${response}.status-code`, ['$response'], gave(200)),
);
positive(
  `${response}.status-code`,
  'gives what was set',
  ...answer,
  step(`${response}.set-status-code`, ['$response', 404]),
  step(`${response}.status-code`, ['$response'], gave(404)),
);
positive(
  `${response}.set-status-code`,
  'takes any status there is',
  ...answer,
  step(`${response}.set-status-code`, ['$response', 599]),
);
negative(
  `${response}.set-status-code`,
  'refuses what is no status',
  ...answer,
  step(`${response}.set-status-code`, ['$response', 99], no),
  step(`${response}.set-status-code`, ['$response', 1000], no),
);
positive(
  `${response}.headers`,
  'gives the headers it was made with',
  ...answer,
  named('its', step(`${response}.headers`, ['$response'])),
  step(`${types} [method]fields.entries`, ['$its'], gave([])),
);
negative(
  `${response}.headers`,
  'does not let them be changed',
  ...answer,
  named('its', step(`${response}.headers`, ['$response'])),
  step(`${types} [method]fields.append`, ['$its', 'a', bytes('1')], refused({ tag: 'immutable' })),
);
positive(
  `${response}.body`,
  'is given once',
  ...answer,
  step(`${response}.body`, ['$response'], gave(resource)),
);
negative(
  `${response}.body`,
  'is not given twice',
  ...answer,
  step(`${response}.body`, ['$response']),
  step(`${response}.body`, ['$response'], no),
);

/** `wasi:http/types`: a response that a guest makes. */
export const httpResponseCases: readonly ConformanceCase[] = cases;
