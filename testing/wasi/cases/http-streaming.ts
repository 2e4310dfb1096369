import { answered } from '../exchange-steps.ts';
import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, resource, step, zeroes } from '../step.ts';

const types = 'wasi:http/types';
const request = `${types} [method]outgoing-request` as const;
const future = `${types} [method]future-incoming-response` as const;
const incoming = `${types} [method]incoming-response` as const;
const body = `${types} [method]incoming-body` as const;
const trailers = `${types} [method]future-trailers` as const;
const options = `${types} [method]request-options` as const;
const finishIncoming = `${types} [static]incoming-body.finish` as const;
const finishOutgoing = `${types} [static]outgoing-body.finish` as const;
const handle = 'wasi:http/outgoing-handler handle';
const poll = 'wasi:io/poll poll';
const input = 'wasi:io/streams [method]input-stream';
const output = 'wasi:io/streams [method]output-stream';
const block = 'wasi:io/poll [method]pollable.block';
const ready = 'wasi:io/poll [method]pollable.ready';
const milliseconds = (count: number) => big(count * 1_000_000);
const mebibyte = 1024 * 1024;

/** `$out` and `$to`: the body of a request to this path, on its way as `$future`. */
const posting = (path: string): AnyStep[] => [
  step(`${request}.set-method`, ['$request', { tag: 'post' }]),
  step(`${request}.set-path-with-query`, ['$request', path]),
  named('out', step(`${request}.body`, ['$request'])),
  named('to', step(`${types} [method]outgoing-body.write`, ['$out'])),
  named('future', step(handle, ['$request', null], gave(resource))),
];
/** `$from`: the body of the answer to `$future`. */
const reading: AnyStep[] = [
  named('pollable', step(`${future}.subscribe`, ['$future'])),
  step(block, ['$pollable']),
  named('got', step(`${future}.get`, ['$future'], gave({ tag: 'ok', val: { tag: 'ok', val: resource } }))),
  named('body', step(`${incoming}.consume`, ['$got.val.val'])),
  named('from', step(`${body}.stream`, ['$body'])),
];
const read = (text: string): AnyStep =>
  step(`${input}.blocking-read`, ['$from', big(100)], gave(bytes(text)));
/** `$body`: that of the answer from this path, which nobody has read. */
const unread = (path: string): AnyStep[] => [
  ...answered(path),
  named('body', step(`${incoming}.consume`, ['$got.val.val'])),
];
/** `$future`: a request to this path with a time-out. */
const within = (set: `${typeof options}.${string}`, path: string): AnyStep[] => [
  named('options', step(`${types} [constructor]request-options`)),
  step(set, ['$options', milliseconds(50)]),
  step(`${request}.set-path-with-query`, ['$request', path]),
  named('future', step(handle, ['$request', '$options'])),
];

const { cases, positive, negative } = caseTable('request');

positive(
  handle,
  'gives the answer while the body is still being written',
  ...posting('/echo'),
  step(`${output}.write`, ['$to', bytes('one')]),
  ...reading,
  read('one'),
  step(`${output}.write`, ['$to', bytes('two')]),
  read('two'),
  { drop: 'to' },
  step(finishOutgoing, ['$out', null]),
  step(`${input}.blocking-read`, ['$from', big(100)], refused({ tag: 'closed' })),
);
positive(
  finishOutgoing,
  'sends trailers after the body',
  named('sums', step(`${types} [constructor]fields`)),
  step(`${types} [method]fields.append`, ['$sums', 'x-sum', bytes('4')]),
  ...posting('/sums'),
  step(`${output}.write`, ['$to', bytes('body')]),
  { drop: 'to' },
  step(finishOutgoing, ['$out', '$sums']),
  ...reading,
  read('body x-sum=4'),
);
negative(
  finishOutgoing,
  'sends no trailer that would say how the message is framed',
  named('sums', step(`${types} [constructor]fields`)),
  step(`${types} [method]fields.append`, ['$sums', 'content-length', bytes('4')]),
  ...posting('/sums'),
  { drop: 'to' },
  step(finishOutgoing, ['$out', '$sums'], refused({ tag: 'HTTP-request-denied' })),
);
positive(
  `${output}.check-write`,
  'has room again when the peer has taken what was sent',
  ...posting('/sums'),
  // Whether there is room at once is the peer's doing; that there is none while it takes nothing is tested at the host.
  step(`${output}.write`, ['$to', zeroes(mebibyte)]),
  named('room', step(`${output}.subscribe`, ['$to'])),
  step(block, ['$room']),
  step(ready, ['$room'], gave(true)),
  step(`${output}.check-write`, ['$to'], gave(big(mebibyte))),
);
positive(
  `${trailers}.get`,
  'passes over what was not read',
  ...unread('/trailers'),
  named('trailers', step(finishIncoming, ['$body'])),
  named('pollable', step(`${trailers}.subscribe`, ['$trailers'])),
  step(block, ['$pollable']),
  step(`${trailers}.get`, ['$trailers'], gave({ tag: 'ok', val: { tag: 'ok', val: resource } })),
);
negative(
  `${trailers}.get`,
  'gives none before the body is over',
  ...unread('/begin'),
  named('trailers', step(finishIncoming, ['$body'])),
  step(`${trailers}.get`, ['$trailers'], gave()),
);
negative(
  `${trailers}.subscribe`,
  'is not ready before the body is over',
  ...unread('/begin'),
  named('trailers', step(finishIncoming, ['$body'])),
  named('pollable', step(`${trailers}.subscribe`, ['$trailers'])),
  step(ready, ['$pollable'], gave(false)),
);
negative(
  `${trailers}.get`,
  'gives the code of a body that was cut off',
  ...unread('/cut'),
  named('trailers', step(finishIncoming, ['$body'])),
  named('pollable', step(`${trailers}.subscribe`, ['$trailers'])),
  step(block, ['$pollable']),
  step(
    `${trailers}.get`,
    ['$trailers'],
    gave({ tag: 'ok', val: { tag: 'err', val: { tag: 'HTTP-response-incomplete' } } }),
  ),
);
negative(
  `${options}.set-first-byte-timeout`,
  'ends a request that is not answered in time',
  ...within(`${options}.set-first-byte-timeout`, '/wait'),
  named('pollable', step(`${future}.subscribe`, ['$future'])),
  step(block, ['$pollable']),
  step(
    `${future}.get`,
    ['$future'],
    gave({ tag: 'ok', val: { tag: 'err', val: { tag: 'connection-read-timeout' } } }),
  ),
);
negative(
  `${options}.set-between-bytes-timeout`,
  'ends a body that stops',
  ...within(`${options}.set-between-bytes-timeout`, '/begin'),
  ...reading,
  read('begin'),
  named(
    'failure',
    step(
      `${input}.blocking-read`,
      ['$from', big(100)],
      refused({ tag: 'last-operation-failed', val: resource }),
    ),
  ),
  step(`${types} http-error-code`, ['$failure.val'], gave({ tag: 'connection-read-timeout' })),
);
positive(
  poll,
  'waits for the body of one request and the answer to another at the same time',
  ...within(`${options}.set-connect-timeout`, '/begin'),
  ...reading,
  read('begin'),
  named('more', step(`${input}.subscribe`, ['$from'])),
  named('fields', step(`${types} [constructor]fields`)),
  named('request', step(`${types} [constructor]outgoing-request`, ['$fields'])),
  step(`${request}.set-scheme`, ['$request', { tag: 'HTTP' }]),
  step(`${request}.set-authority`, ['$request', '$authority']),
  step(`${request}.set-path-with-query`, ['$request', '/hello']),
  named('other', step(handle, ['$request', null])),
  named('answer', step(`${future}.subscribe`, ['$other'])),
  step(poll, [['$more', '$answer']], gave([1])),
  step(`${future}.get`, ['$other'], gave({ tag: 'ok', val: { tag: 'ok', val: resource } })),
);

/** `wasi:http`: bodies on their way in both directions, trailers, time-outs, and several requests at once. */
export const httpStreamingCases: readonly ConformanceCase[] = cases;
