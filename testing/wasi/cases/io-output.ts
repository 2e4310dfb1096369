import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, resource, step, zeroes } from '../step.ts';

const poll = 'wasi:io/poll';
const streams = 'wasi:io/streams';
const output = `${streams} [method]output-stream` as const;
const descriptor = 'wasi:filesystem/types [method]descriptor';
const failed = refused({ tag: 'last-operation-failed', val: resource });
const beyond = big(2n ** 62n);
/** `$to`: writes `a.txt` from its start. */
const sink = named('to', step(`${descriptor}.write-via-stream`, ['$file', big(0)]));
/** `$to`: writes where no file reaches, so every write fails. */
const brokenSink = named('to', step(`${descriptor}.write-via-stream`, ['$file', beyond]));
const content = (text: string): AnyStep =>
  step(`${descriptor}.read`, ['$file', big(100), big(0)], gave([bytes(text), false]));

const { cases, positive, negative } = caseTable('folder', 'file');

positive(
  `${output}.check-write`,
  'allows a number of bytes over 0',
  sink,
  step(`${output}.check-write`, ['$to'], gave(big(1024 * 1024))),
);
positive(
  `${output}.write`,
  'writes what check-write allowed',
  sink,
  step(`${output}.check-write`, ['$to']),
  step(`${output}.write`, ['$to', bytes('SOME')]),
  content('SOME content'),
);
negative(
  `${output}.write`,
  'beyond what check-write allowed traps',
  sink,
  step(`${output}.check-write`, ['$to']),
  step(`${output}.write`, ['$to', zeroes(1024 * 1024 + 1)]),
  { ends: 'check-write' },
);
positive(
  `${output}.blocking-write-and-flush`,
  'writes up to 4,096 bytes',
  sink,
  step(`${output}.blocking-write-and-flush`, ['$to', zeroes(4096)]),
  step(`${descriptor}.read`, ['$file', big(5000), big(0)], gave([{ $length: 4096 }, false])),
);
negative(
  `${output}.blocking-write-and-flush`,
  'fails where the file cannot reach',
  brokenSink,
  step(`${output}.blocking-write-and-flush`, ['$to', bytes('x')], failed),
);
negative(
  `${output}.blocking-write-and-flush`,
  'of more than 4,096 bytes traps',
  sink,
  step(`${output}.blocking-write-and-flush`, ['$to', zeroes(4097)]),
  { ends: '4096' },
);
positive(`${output}.flush`, 'has nothing to wait for', sink, step(`${output}.flush`, ['$to']));
positive(
  `${output}.blocking-flush`,
  'has nothing to wait for',
  sink,
  step(`${output}.blocking-flush`, ['$to']),
);
positive(
  `${output}.subscribe`,
  'gives a pollable that is ready while there is room',
  sink,
  named('pollable', step(`${output}.subscribe`, ['$to'])),
  step(`${poll} [method]pollable.ready`, ['$pollable'], gave(true)),
);
positive(
  `${output}.write-zeroes`,
  'writes bytes of value 0',
  sink,
  step(`${output}.write-zeroes`, ['$to', big(4)]),
  content('\0\0\0\0 content'),
);
negative(
  `${output}.write-zeroes`,
  'beyond what check-write allowed traps',
  sink,
  step(`${output}.write-zeroes`, ['$to', big(2n ** 63n)]),
  { ends: 'check-write' },
);
positive(
  `${output}.blocking-write-zeroes-and-flush`,
  'writes bytes of value 0',
  sink,
  step(`${output}.blocking-write-zeroes-and-flush`, ['$to', big(12)]),
  content('\0'.repeat(12)),
);
negative(
  `${output}.blocking-write-zeroes-and-flush`,
  'of more than 4,096 bytes traps',
  sink,
  step(`${output}.blocking-write-zeroes-and-flush`, ['$to', big(4097)]),
  { ends: '4096' },
);

/** `wasi:io/streams`: writing, on files. */
export const outputCases: readonly ConformanceCase[] = cases;
