import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { big, bytes, gave, named, refused, resource, step } from '../step.ts';

const poll = 'wasi:io/poll';
const streams = 'wasi:io/streams';
const input = `${streams} [method]input-stream` as const;
const descriptor = 'wasi:filesystem/types [method]descriptor';
const closed = refused({ tag: 'closed' });
const failed = refused({ tag: 'last-operation-failed', val: resource });
const beyond = big(2n ** 62n);
/** `$from`: reads `a.txt`, which holds `some content`. */
const source = named('from', step(`${descriptor}.read-via-stream`, ['$file', big(0)]));
/** `$from`: reads where no file reaches, so every read fails. */
const brokenSource = named('from', step(`${descriptor}.read-via-stream`, ['$file', beyond]));
const stdin = named('from', step('wasi:cli/stdin get-stdin'));

const { cases, positive, negative } = caseTable('folder', 'file');

positive(
  `${input}.read`,
  'gives bytes that are there, at most as many as asked for',
  source,
  step(`${input}.read`, ['$from', big(4)], gave(bytes('some'))),
  step(`${input}.read`, ['$from', big(0)], gave(bytes(''))),
  step(`${input}.read`, ['$from', big(100)], gave(bytes(' content'))),
);
negative(
  `${input}.read`,
  'says that the stream has ended',
  stdin,
  step(`${input}.read`, ['$from', big(1)], closed),
);
positive(
  `${input}.blocking-read`,
  'gives at least one byte',
  source,
  step(`${input}.blocking-read`, ['$from', big(2n ** 64n - 1n)], gave(bytes('some content'))),
);
negative(
  `${input}.blocking-read`,
  'fails where the file cannot be read',
  brokenSource,
  step(`${input}.blocking-read`, ['$from', big(1)], failed),
);
positive(
  `${input}.skip`,
  'passes over bytes and counts them',
  source,
  step(`${input}.skip`, ['$from', big(5)], gave(big(5))),
  step(`${input}.read`, ['$from', big(100)], gave(bytes('content'))),
);
negative(
  `${input}.skip`,
  'says that the stream has ended',
  source,
  step(`${input}.skip`, ['$from', big(100)], gave(big(12))),
  step(`${input}.skip`, ['$from', big(1)], closed),
);
positive(
  `${input}.blocking-skip`,
  'passes over bytes and counts them',
  source,
  step(`${input}.blocking-skip`, ['$from', big(100)], gave(big(12))),
);
negative(
  `${input}.blocking-skip`,
  'fails where the file cannot be read',
  brokenSource,
  step(`${input}.blocking-skip`, ['$from', big(1)], failed),
);
positive(
  `${input}.subscribe`,
  'gives a pollable that is ready at the end of the stream too',
  stdin,
  named('pollable', step(`${input}.subscribe`, ['$from'])),
  step(`${poll} [method]pollable.block`, ['$pollable']),
);

/** `wasi:io/streams`: reading, on files. */
export const inputCases: readonly ConformanceCase[] = cases;
