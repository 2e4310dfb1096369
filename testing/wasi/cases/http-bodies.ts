import { answered } from '../exchange-steps.ts';
import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:http/types';
const request = `${types} [method]outgoing-request` as const;
const future = `${types} [method]future-incoming-response` as const;
const incoming = `${types} [method]incoming-response` as const;
const body = `${types} [method]incoming-body` as const;
const trailers = `${types} [method]future-trailers` as const;
const finish = `${types} [static]incoming-body.finish` as const;
const handle = 'wasi:http/outgoing-handler handle';
const input = 'wasi:io/streams [method]input-stream';
const output = 'wasi:io/streams [method]output-stream';
const block = 'wasi:io/poll [method]pollable.block';
const no = refused(null);
/** `$from`: the stream of the body of a response. */
const opened = (path: string): AnyStep[] => [
  ...answered(path),
  named('body', step(`${incoming}.consume`, ['$got.val.val'])),
  named('from', step(`${body}.stream`, ['$body'])),
];
const read = (text: string): AnyStep =>
  step(`${input}.blocking-read`, ['$from', big(100)], gave(bytes(text)));
const ended = step(`${input}.blocking-read`, ['$from', big(100)], refused({ tag: 'closed' }));
const cut = named(
  'failure',
  step(
    `${input}.blocking-read`,
    ['$from', big(100)],
    refused({ tag: 'last-operation-failed', val: resource }),
  ),
);

const { cases, positive, negative } = caseTable('request');

positive(
  handle,
  'sends a request with a body, and gives the response',
  step(`${request}.set-method`, ['$request', { tag: 'post' }]),
  named('out', step(`${request}.body`, ['$request'])),
  named('to', step(`${types} [method]outgoing-body.write`, ['$out'])),
  step(`${output}.write`, ['$to', bytes('first ')]),
  step(`${request}.set-path-with-query`, ['$request', '/echo']),
  named('future', step(handle, ['$request', null], gave(resource))),
  step(`${output}.blocking-write-and-flush`, ['$to', bytes('second')]),
  { drop: 'to' },
  step(`${types} [static]outgoing-body.finish`, ['$out', null]),
  named('pollable', step(`${future}.subscribe`, ['$future'])),
  step(block, ['$pollable']),
  named('got', step(`${future}.get`, ['$future'])),
  named('body', step(`${incoming}.consume`, ['$got.val.val'])),
  named('from', step(`${body}.stream`, ['$body'])),
  named('all', step(`${input}.blocking-read`, ['$from', big(100)])),
  { holds: (outcomes) => JSON.stringify(outcomes.at(-1)).includes('first') },
);
positive(`${body}.stream`, 'gives the bytes, and then the end', ...opened('/hello'), read('hello'), ended);
negative(`${body}.stream`, 'is not given twice', ...opened('/hello'), step(`${body}.stream`, ['$body'], no));
positive(
  finish,
  'gives the trailers',
  ...opened('/trailers'),
  read('body'),
  ended,
  { drop: 'from' },
  named('trailers', step(finish, ['$body'])),
  named('sums', step(`${trailers}.get`, ['$trailers'])),
  step(`${types} [method]fields.get`, ['$sums.val.val', 'x-sum'], gave([bytes('4')])),
);
negative(
  finish,
  'gives none where there are none',
  ...opened('/hello'),
  read('hello'),
  ended,
  { drop: 'from' },
  named('trailers', step(finish, ['$body'])),
  step(`${trailers}.get`, ['$trailers'], gave({ tag: 'ok', val: { tag: 'ok', val: null } })),
);
positive(
  `${trailers}.subscribe`,
  'is ready after the body',
  ...opened('/trailers'),
  read('body'),
  ended,
  { drop: 'from' },
  named('trailers', step(finish, ['$body'])),
  named('pollable', step(`${trailers}.subscribe`, ['$trailers'])),
  step(block, ['$pollable']),
  step('wasi:io/poll [method]pollable.ready', ['$pollable'], gave(true)),
);
positive(
  `${trailers}.get`,
  'gives the trailers once',
  ...opened('/trailers'),
  read('body'),
  ended,
  { drop: 'from' },
  named('trailers', step(finish, ['$body'])),
  step(`${trailers}.get`, ['$trailers'], gave({ tag: 'ok', val: { tag: 'ok', val: resource } })),
);
negative(
  `${trailers}.get`,
  'does not give them twice',
  ...opened('/trailers'),
  read('body'),
  ended,
  { drop: 'from' },
  named('trailers', step(finish, ['$body'])),
  step(`${trailers}.get`, ['$trailers']),
  step(`${trailers}.get`, ['$trailers'], gave({ tag: 'err', val: null })),
);
positive(
  `${types} http-error-code`,
  'gives the code of a body that was cut off',
  ...opened('/cut'),
  read('half'),
  cut,
  step(`${types} http-error-code`, ['$failure.val'], gave({ tag: 'HTTP-response-incomplete' })),
);
positive(
  'wasi:sockets/network network-error-code',
  'gives none for an error of no socket',
  ...opened('/cut'),
  read('half'),
  cut,
  step('wasi:sockets/network network-error-code', ['$failure.val'], gave()),
);
negative(
  'wasi:filesystem/types filesystem-error-code',
  'gives none for an error of no file',
  ...opened('/cut'),
  read('half'),
  cut,
  step('wasi:filesystem/types filesystem-error-code', ['$failure.val'], gave()),
);
negative(
  'wasi:io/error [method]error.to-debug-string',
  "holds nothing of the host's",
  ...opened('/cut'),
  read('half'),
  cut,
  step('wasi:io/error [method]error.to-debug-string', ['$failure.val']),
  { holds: (outcomes) => !/node|at |\.ts|\.cjs/u.test(JSON.stringify(outcomes.at(-1))) },
);

/** `wasi:http`: the body of a response, its trailers and errors. */
export const httpBodyCases: readonly ConformanceCase[] = cases;
