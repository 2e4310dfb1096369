import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { type AnyStep, big, bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:filesystem/types';
const descriptor = `${types} [method]descriptor` as const;
const input = 'wasi:io/streams [method]input-stream';
const output = 'wasi:io/streams [method]output-stream';
const beyond = big(2n ** 63n);
const content = (text: string): AnyStep =>
  step(`${descriptor}.read`, ['$file', big(100), big(0)], gave([bytes(text), false]));
const entry = `${types} [method]directory-entry-stream.read-directory-entry` as const;
const inner = named('list', step(`${descriptor}.read-directory`, ['$sub']));
const sub = named(
  'sub',
  step(`${descriptor}.open-at`, ['$folder', {}, 'sub', { directory: true }, { read: true }]),
);

const { cases, positive, negative } = caseTable('folder', 'file', 'readOnly');

positive(
  'wasi:filesystem/preopens get-directories',
  'gives the private folder and the lent one',
  step(
    'wasi:filesystem/preopens get-directories',
    [],
    gave([
      [resource, '/data'],
      [resource, '/mnt/work'],
    ]),
  ),
);
negative(
  'wasi:filesystem/preopens get-directories',
  'gives nothing above them',
  named('all', step('wasi:filesystem/preopens get-directories')),
  step(
    `${descriptor}.open-at`,
    ['$all.1.0', {}, '..', { directory: true }, { read: true }],
    refused('not-permitted'),
  ),
);
positive(
  `${descriptor}.read-via-stream`,
  'reads from an offset on',
  named('from', step(`${descriptor}.read-via-stream`, ['$file', big(5)])),
  step(`${input}.read`, ['$from', big(100)], gave(bytes('content'))),
);
negative(
  `${descriptor}.read-via-stream`,
  'of a folder is refused',
  step(`${descriptor}.read-via-stream`, ['$folder', big(0)], refused('is-directory')),
);
positive(
  `${descriptor}.write-via-stream`,
  'writes from an offset on',
  named('to', step(`${descriptor}.write-via-stream`, ['$file', big(5)])),
  step(`${output}.write`, ['$to', bytes('CON')]),
  step(`${output}.write`, ['$to', bytes('T')]),
  content('some CONTent'),
);
negative(
  `${descriptor}.write-via-stream`,
  'of a descriptor for reading is refused',
  step(`${descriptor}.write-via-stream`, ['$readOnly', big(0)], refused('bad-descriptor')),
);
positive(
  `${descriptor}.append-via-stream`,
  'writes at the end',
  named('to', step(`${descriptor}.append-via-stream`, ['$file'])),
  step(`${output}.write`, ['$to', bytes('!')]),
  content('some content!'),
);
negative(
  `${descriptor}.append-via-stream`,
  'of a descriptor for reading is refused',
  step(`${descriptor}.append-via-stream`, ['$readOnly'], refused('bad-descriptor')),
);
positive(
  `${descriptor}.read`,
  'reads from an offset, and says where the end is',
  step(`${descriptor}.read`, ['$file', big(4), big(5)], gave([bytes('cont'), false])),
  step(`${descriptor}.read`, ['$file', big(4), big(12)], gave([bytes(''), true])),
);
negative(
  `${descriptor}.read`,
  'of a folder is refused',
  step(`${descriptor}.read`, ['$folder', big(1), big(0)], refused('is-directory')),
);
positive(
  `${descriptor}.write`,
  'writes at an offset and counts',
  step(`${descriptor}.write`, ['$file', bytes('END'), big(12)], gave(big(3))),
  content('some contentEND'),
);
negative(
  `${descriptor}.write`,
  'of a descriptor for reading is refused',
  step(`${descriptor}.write`, ['$readOnly', bytes('x'), big(0)], refused('bad-descriptor')),
);
negative(
  `${descriptor}.write`,
  'beyond what a file can have is refused',
  step(`${descriptor}.write`, ['$file', bytes('x'), beyond], refused('file-too-large')),
);
positive(
  `${descriptor}.read-directory`,
  'lists what stands in a folder, without . and ..',
  named('list', step(`${descriptor}.read-directory`, ['$folder'])),
  ...Array.from({ length: 6 }, () =>
    step(`${types} [method]directory-entry-stream.read-directory-entry`, ['$list']),
  ),
  {
    holds: (outcomes) =>
      /a\.txt/u.test(JSON.stringify(outcomes)) && !/"\.\.?"/u.test(JSON.stringify(outcomes)),
  },
);
negative(
  `${descriptor}.read-directory`,
  'of a file is refused',
  step(`${descriptor}.read-directory`, ['$file'], refused('not-directory')),
);
positive(
  entry,
  'gives one entry after another, and none at the end',
  sub,
  inner,
  step(entry, ['$list'], gave({ type: 'regular-file', name: 'inner.txt' })),
  step(entry, ['$list'], gave()),
);
negative(
  entry,
  'stays at the end, whatever is added meanwhile',
  sub,
  inner,
  step(entry, ['$list']),
  step(entry, ['$list'], gave()),
  step(`${descriptor}.create-directory-at`, ['$sub', 'new']),
  step(entry, ['$list'], gave()),
);
/** `wasi:filesystem`: preopens, and what stands in files and folders. */
export const contentCases: readonly ConformanceCase[] = cases;
