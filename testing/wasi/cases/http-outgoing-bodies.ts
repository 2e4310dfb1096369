import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, step } from '../step.ts';

const types = 'wasi:http/types';
const request = `${types} [method]outgoing-request` as const;
const output = 'wasi:io/streams [method]output-stream';
/** The error case of a `result` that carries nothing. */
const no = refused(null);
const body = `${types} [method]outgoing-body` as const;
const taken = named('body', step(`${request}.body`, ['$request']));
const written: AnyStep[] = [taken, named('to', step(`${body}.write`, ['$body']))];
const finish = `${types} [static]outgoing-body.finish` as const;
const finished: AnyStep[] = [...written, step(finish, ['$body', null])];
const closed = refused({ tag: 'closed' });

const { cases, positive, negative } = caseTable('request');

positive(
  `${body}.write`,
  'gives a stream once',
  ...written,
  step(`${output}.blocking-write-and-flush`, ['$to', bytes('data')]),
);
negative(`${body}.write`, 'gives no second stream', ...written, step(`${body}.write`, ['$body'], no));
positive(finish, 'completes the body', ...written, { drop: 'to' }, step(finish, ['$body', null]));
negative(
  finish,
  'fails where the body has another size than content-length says',
  named('sized', step(`${types} [constructor]fields`)),
  step(`${types} [method]fields.append`, ['$sized', 'content-length', bytes('5')]),
  named('request', step(`${types} [constructor]outgoing-request`, ['$sized'])),
  ...written,
  step(`${output}.write`, ['$to', bytes('four')]),
  { drop: 'to' },
  step(finish, ['$body', null], refused({ tag: 'HTTP-request-body-size', val: big(4) })),
);
for (const name of ['check-write', 'flush', 'blocking-flush'] as const) {
  negative(
    `${output}.${name}`,
    'says that the body was finished',
    ...finished,
    step(`${output}.${name}`, ['$to'], closed),
  );
}
negative(
  `${output}.write`,
  'says that the body was finished',
  ...finished,
  step(`${output}.write`, ['$to', bytes('x')], closed),
);
negative(
  `${output}.subscribe`,
  'is not ready where a body is full that nobody reads yet',
  ...written,
  step(`${output}.write`, ['$to', { $zeroes: 1024 * 1024 }]),
  step(`${output}.check-write`, ['$to'], gave(big(0))),
  named('pollable', step(`${output}.subscribe`, ['$to'])),
  step('wasi:io/poll [method]pollable.ready', ['$pollable'], gave(false)),
);
negative(
  'wasi:io/poll [method]pollable.block',
  'traps where it would wait for ever',
  ...written,
  step(`${output}.write`, ['$to', { $zeroes: 1024 * 1024 }]),
  named('pollable', step(`${output}.subscribe`, ['$to'])),
  step('wasi:io/poll [method]pollable.block', ['$pollable']),
  { ends: 'what can never happen' },
);

/** `wasi:http/types`: the body of a request. */
export const httpOutgoingBodyCases: readonly ConformanceCase[] = cases;
