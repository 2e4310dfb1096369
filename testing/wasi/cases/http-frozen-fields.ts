import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { sampleFields } from '../sample-fields.ts';
import { type AnyStep, bytes, gave, named, refused, step } from '../step.ts';

const types = 'wasi:http/types';
const fields = `${types} [method]fields` as const;
/** `$frozen`: the headers of a request, which cannot be changed any more. */
const frozen: AnyStep[] = [
  sampleFields,
  named('request', step(`${types} [constructor]outgoing-request`, ['$fields'])),
  named('frozen', step(`${types} [method]outgoing-request.headers`, ['$request'])),
];
const immutable = refused({ tag: 'immutable' });
const forbidden = refused({ tag: 'forbidden' });
const malformed = refused({ tag: 'invalid-syntax' });

const { cases, positive, negative } = caseTable();

negative(
  `${fields}.set`,
  'refuses what is malformed, forbidden or sent already',
  ...frozen,
  step(`${fields}.set`, ['$frozen', 'a', [bytes('1')]], immutable),
  named('own', step(`${types} [constructor]fields`)),
  step(`${fields}.set`, ['$own', '', [bytes('1')]], malformed),
  step(`${fields}.set`, ['$own', 'Connection', [bytes('1')]], forbidden),
);
negative(
  `${fields}.delete`,
  'refuses what is malformed or sent already',
  ...frozen,
  step(`${fields}.delete`, ['$frozen', 'y'], immutable),
  named('own', step(`${types} [constructor]fields`)),
  step(`${fields}.delete`, ['$own', 'a b'], malformed),
);
negative(
  `${fields}.append`,
  'refuses what is malformed or sent already',
  ...frozen,
  step(`${fields}.append`, ['$frozen', 'y', bytes('4')], immutable),
  named('own', step(`${types} [constructor]fields`)),
  step(`${fields}.append`, ['$own', 'a', bytes('\0')], malformed),
);
positive(
  `${fields}.clone`,
  'can be changed, even of what cannot',
  ...frozen,
  named('copy', step(`${fields}.clone`, ['$frozen'])),
  step(`${fields}.delete`, ['$copy', 'y']),
  step(`${fields}.has`, ['$frozen', 'y'], gave(true)),
);

/** `wasi:http/types`: header fields that were sent. */
export const httpFrozenFieldsCases: readonly ConformanceCase[] = cases;
