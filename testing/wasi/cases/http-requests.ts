import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:http/types';
const request = `${types} [method]outgoing-request` as const;
/** The error case of a `result` that carries nothing. */
const no = refused(null);

const { cases, positive, negative } = caseTable('request');

positive(
  `${types} [constructor]outgoing-request`,
  'takes headers, and asks with GET',
  named('headers', step(`${types} [constructor]fields`)),
  named('new', step(`${types} [constructor]outgoing-request`, ['$headers'], gave(resource))),
  step(`${request}.method`, ['$new'], gave({ tag: 'get' })),
);
positive(`${request}.body`, 'is given once', step(`${request}.body`, ['$request'], gave(resource)));
negative(
  `${request}.body`,
  'is not given twice',
  step(`${request}.body`, ['$request']),
  step(`${request}.body`, ['$request'], no),
);
positive(
  `${request}.method`,
  'gives what was set',
  step(`${request}.set-method`, ['$request', { tag: 'patch' }]),
  step(`${request}.method`, ['$request'], gave({ tag: 'patch' })),
);
positive(
  `${request}.set-method`,
  'takes one of its own',
  step(`${request}.set-method`, ['$request', { tag: 'other', val: 'PURGE' }]),
  step(`${request}.method`, ['$request'], gave({ tag: 'other', val: 'PURGE' })),
);
negative(
  `${request}.set-method`,
  'refuses what is no token',
  step(`${request}.set-method`, ['$request', { tag: 'other', val: 'A B' }], no),
  step(`${request}.method`, ['$request'], gave({ tag: 'get' })),
);
positive(
  `${request}.path-with-query`,
  'gives what was set',
  step(`${request}.path-with-query`, ['$request'], gave()),
  step(`${request}.set-path-with-query`, ['$request', '/a?b=c']),
  step(`${request}.path-with-query`, ['$request'], gave('/a?b=c')),
);
positive(
  `${request}.set-path-with-query`,
  'takes none too',
  step(`${request}.set-path-with-query`, ['$request', '/a']),
  step(`${request}.set-path-with-query`, ['$request', null]),
  step(`${request}.path-with-query`, ['$request'], gave()),
);
negative(
  `${request}.set-path-with-query`,
  'refuses what would end the line',
  step(`${request}.set-path-with-query`, ['$request', '/a\r\nhost: b'], no),
);
positive(
  `${request}.scheme`,
  'gives what was set',
  step(`${request}.scheme`, ['$request'], gave({ tag: 'HTTP' })),
);
positive(
  `${request}.set-scheme`,
  'takes none too',
  step(`${request}.set-scheme`, ['$request', null]),
  step(`${request}.scheme`, ['$request'], gave()),
);
negative(
  `${request}.set-scheme`,
  'refuses what is no scheme',
  step(`${request}.set-scheme`, ['$request', { tag: 'other', val: 'a b' }], no),
);
positive(
  `${request}.authority`,
  'gives what was set',
  step(`${request}.set-authority`, ['$request', 'a.test:8080']),
  step(`${request}.authority`, ['$request'], gave('a.test:8080')),
);
positive(
  `${request}.set-authority`,
  'takes none too',
  step(`${request}.set-authority`, ['$request', null]),
  step(`${request}.authority`, ['$request'], gave()),
);
negative(
  `${request}.set-authority`,
  'refuses user information and paths',
  step(`${request}.set-authority`, ['$request', 'user@a.test'], no),
  step(`${request}.set-authority`, ['$request', 'a.test/b'], no),
);
positive(
  `${request}.headers`,
  'gives the headers it was made with',
  named('headers', step(`${request}.headers`, ['$request'])),
  step(`${types} [method]fields.get`, ['$headers', 'x-test'], gave([bytes('1')])),
);
negative(
  `${request}.headers`,
  'does not let them be changed',
  named('headers', step(`${request}.headers`, ['$request'])),
  step(`${types} [method]fields.append`, ['$headers', 'a', bytes('1')], refused({ tag: 'immutable' })),
);

/** `wasi:http/types`: a request that a guest makes. */
export const httpRequestCases: readonly ConformanceCase[] = cases;
