import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, resource, step } from '../step.ts';

const streams = 'wasi:io/streams';
const output = `${streams} [method]output-stream` as const;
const descriptor = 'wasi:filesystem/types [method]descriptor';
const closed = refused({ tag: 'closed' });
const failed = refused({ tag: 'last-operation-failed', val: resource });
const beyond = big(2n ** 62n);
/** `$from`: reads `a.txt`, which holds `some content`. */
const source = named('from', step(`${descriptor}.read-via-stream`, ['$file', big(0)]));
/** `$to`: writes where no file reaches, so every write fails. */
const brokenSink = named('to', step(`${descriptor}.write-via-stream`, ['$file', beyond]));
const stdin = named('from', step('wasi:cli/stdin get-stdin'));
const target: AnyStep[] = [
  named(
    'target',
    step(`${descriptor}.open-at`, ['$folder', {}, 'copy.txt', { create: true }, { read: true, write: true }]),
  ),
  named('to', step(`${descriptor}.write-via-stream`, ['$target', big(0)])),
];

const { cases, positive, negative } = caseTable('folder', 'file');

for (const name of [`${output}.splice`, `${output}.blocking-splice`] as const) {
  positive(
    name,
    'moves bytes from one stream to another and counts them',
    source,
    ...target,
    step(name, ['$to', '$from', big(4)], gave(big(4))),
    step(name, ['$to', '$from', big(2n ** 64n - 1n)], gave(big(8))),
    step(`${descriptor}.read`, ['$target', big(100), big(0)], gave([bytes('some content'), false])),
  );
  negative(
    name,
    'says that its source has ended',
    stdin,
    ...target,
    step(name, ['$to', '$from', big(1)], closed),
  );
  negative(
    name,
    'fails where its target cannot reach',
    source,
    brokenSink,
    step(name, ['$to', '$from', big(1)], failed),
  );
}

/** `wasi:io/streams`: splicing. */
export const spliceCases: readonly ConformanceCase[] = cases;
