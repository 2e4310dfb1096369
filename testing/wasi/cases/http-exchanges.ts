import { answered, sent } from '../exchange-steps.ts';
import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:http/types';
const request = `${types} [method]outgoing-request` as const;
const future = `${types} [method]future-incoming-response` as const;
const incoming = `${types} [method]incoming-response` as const;
const handle = 'wasi:http/outgoing-handler handle';
const block = 'wasi:io/poll [method]pollable.block';
const no = refused(null);

const { cases, positive, negative } = caseTable('request');

negative(
  handle,
  'refuses a request without an authority',
  step(`${request}.set-authority`, ['$request', null]),
  step(handle, ['$request', null], refused({ tag: 'HTTP-request-URI-invalid' })),
);
negative(
  handle,
  'is denied what was not granted',
  step(`${request}.set-method`, ['$request', { tag: 'delete' }]),
  step(handle, ['$request', null], refused({ tag: 'HTTP-request-denied' })),
);
positive(
  `${future}.subscribe`,
  'is ready when the response is there',
  ...sent('/hello'),
  named('pollable', step(`${future}.subscribe`, ['$future'])),
  step(block, ['$pollable']),
  step('wasi:io/poll [method]pollable.ready', ['$pollable'], gave(true)),
);
negative(
  `${future}.subscribe`,
  'is not ready while the server does not answer',
  ...sent('/wait'),
  named('pollable', step(`${future}.subscribe`, ['$future'])),
  step('wasi:io/poll [method]pollable.ready', ['$pollable'], gave(false)),
);
positive(
  `${future}.get`,
  'gives the response',
  ...answered('/hello'),
  step(`${incoming}.status`, ['$got.val.val'], gave(200)),
);
negative(
  `${future}.get`,
  'gives none before it is there, and none twice',
  ...answered('/hello'),
  step(`${future}.get`, ['$future'], gave({ tag: 'err', val: null })),
);
positive(
  `${incoming}.status`,
  'gives the status',
  ...answered('/missing'),
  step(`${incoming}.status`, ['$got.val.val'], gave(404)),
);
positive(
  `${incoming}.headers`,
  'gives the headers',
  ...answered('/hello'),
  named('headers', step(`${incoming}.headers`, ['$got.val.val'])),
  step(`${types} [method]fields.get`, ['$headers', 'X-Answer'], gave([bytes('yes')])),
);
negative(
  `${incoming}.headers`,
  'does not let them be changed',
  ...answered('/hello'),
  named('headers', step(`${incoming}.headers`, ['$got.val.val'])),
  step(`${types} [method]fields.delete`, ['$headers', 'x-answer'], refused({ tag: 'immutable' })),
);
positive(
  `${incoming}.consume`,
  'gives the body once',
  ...answered('/hello'),
  step(`${incoming}.consume`, ['$got.val.val'], gave(resource)),
);
negative(
  `${incoming}.consume`,
  'does not give it twice',
  ...answered('/hello'),
  named('body', step(`${incoming}.consume`, ['$got.val.val'])),
  step(`${incoming}.consume`, ['$got.val.val'], no),
);

/** `wasi:http`: sending a request and its response. */
export const httpExchangeCases: readonly ConformanceCase[] = cases;
