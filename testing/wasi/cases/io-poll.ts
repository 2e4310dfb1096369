import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, resource, step } from '../step.ts';

const poll = 'wasi:io/poll';
const streams = 'wasi:io/streams';
const input = `${streams} [method]input-stream` as const;
const output = `${streams} [method]output-stream` as const;
const clock = 'wasi:clocks/monotonic-clock';
const descriptor = 'wasi:filesystem/types [method]descriptor';
const failed = refused({ tag: 'last-operation-failed', val: resource });
const beyond = big(2n ** 62n);
/** `$from`: reads `a.txt`, which holds `some content`. */
const source = named('from', step(`${descriptor}.read-via-stream`, ['$file', big(0)]));
/** `$to`: writes where no file reaches, so every write fails. */
const brokenSink = named('to', step(`${descriptor}.write-via-stream`, ['$file', beyond]));
const later = (nanos: bigint): AnyStep =>
  named('pollable', step(`${clock} subscribe-duration`, [big(nanos)]));

const { cases, positive, negative } = caseTable('folder', 'file');

positive(
  `${poll} [method]pollable.ready`,
  'is true where there is something to read',
  source,
  named('pollable', step(`${input}.subscribe`, ['$from'])),
  step(`${poll} [method]pollable.ready`, ['$pollable'], gave(true)),
);
negative(
  `${poll} [method]pollable.ready`,
  'is false before its time',
  later(3_600_000_000_000n),
  step(`${poll} [method]pollable.ready`, ['$pollable'], gave(false)),
);
positive(
  `${poll} [method]pollable.block`,
  'returns when its time has come, and then it is ready',
  later(2_000_000n),
  step(`${poll} [method]pollable.block`, ['$pollable']),
  step(`${poll} [method]pollable.ready`, ['$pollable'], gave(true)),
);
positive(
  `${poll} poll`,
  'gives the indexes of those that are ready',
  source,
  later(3_600_000_000_000n),
  named('reader', step(`${input}.subscribe`, ['$from'])),
  step(`${poll} poll`, [['$pollable', '$reader', '$pollable', '$reader']], gave([1, 3])),
);
positive(
  'wasi:io/error [method]error.to-debug-string',
  'says in words what failed',
  brokenSink,
  named('failure', step(`${output}.write`, ['$to', bytes('x')], failed)),
  step('wasi:io/error [method]error.to-debug-string', ['$failure.val'], gave('file-too-large')),
);

negative(`${poll} poll`, 'of no pollables traps', step(`${poll} poll`, [[]]), {
  ends: 'poll of an empty list',
});

positive(
  'wasi:filesystem/types filesystem-error-code',
  'gives the code of a stream of a file',
  brokenSink,
  named('failure', step(`${output}.write`, ['$to', bytes('x')], failed)),
  step('wasi:filesystem/types filesystem-error-code', ['$failure.val'], gave('file-too-large')),
);

/** `wasi:io`: polling and errors. */
export const pollCases: readonly ConformanceCase[] = cases;
