import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { CHANGED_AT } from '../fixtures.ts';
import { type AnyStep, big, bytes, gave, refused, step } from '../step.ts';

const types = 'wasi:filesystem/types';
const descriptor = `${types} [method]descriptor` as const;
const beyond = big(2n ** 63n);
const content = (text: string): AnyStep =>
  step(`${descriptor}.read`, ['$file', big(100), big(0)], gave([bytes(text), false]));
const at = { tag: 'timestamp', val: { seconds: big(1_500_000_000), nanoseconds: 5000 } };
const modified = (outcome: unknown): unknown =>
  (outcome as { ok: { dataModificationTimestamp: unknown } }).ok.dataModificationTimestamp;

const { cases, positive, negative } = caseTable('folder', 'file', 'readOnly');

positive(
  `${descriptor}.advise`,
  'takes advice',
  step(`${descriptor}.advise`, ['$file', big(0), big(4096), 'sequential']),
);
negative(
  `${descriptor}.advise`,
  'refuses a range that no file has',
  step(`${descriptor}.advise`, ['$file', beyond, big(1), 'normal'], refused('invalid')),
);
positive(
  `${descriptor}.sync-data`,
  'returns when the data is stored',
  step(`${descriptor}.sync-data`, ['$file'], gave()),
);
positive(
  `${descriptor}.sync`,
  'returns when data and metadata are stored',
  step(`${descriptor}.sync`, ['$file'], gave()),
);
positive(
  `${descriptor}.get-flags`,
  'gives the flags of opening, and what the folder passes on',
  step(`${descriptor}.get-flags`, ['$readOnly']),
  step(`${descriptor}.get-flags`, ['$folder']),
  {
    holds: ([file, folder]) =>
      /"read":true/u.test(JSON.stringify(file)) &&
      !/"write":true/u.test(JSON.stringify(file)) &&
      /"mutateDirectory":true/u.test(JSON.stringify(folder)),
  },
);
positive(
  `${descriptor}.get-type`,
  'tells a file from a folder',
  step(`${descriptor}.get-type`, ['$file'], gave('regular-file')),
  step(`${descriptor}.get-type`, ['$folder'], gave('directory')),
);
positive(
  `${descriptor}.set-size`,
  'cuts and lengthens',
  step(`${descriptor}.set-size`, ['$file', big(4)]),
  content('some'),
  step(`${descriptor}.set-size`, ['$file', big(6)]),
  content('some\0\0'),
);
negative(
  `${descriptor}.set-size`,
  'of a descriptor for reading is refused',
  step(`${descriptor}.set-size`, ['$readOnly', big(0)], refused('bad-descriptor')),
);
negative(
  `${descriptor}.set-size`,
  'beyond what a file can have is refused',
  step(`${descriptor}.set-size`, ['$file', beyond], refused('file-too-large')),
);
positive(
  `${descriptor}.set-times`,
  'sets the time that it is given and leaves the other',
  step(`${descriptor}.set-times`, ['$file', at, { tag: 'no-change' }]),
  step(`${descriptor}.stat`, ['$file']),
  {
    holds: ([, stat]) =>
      JSON.stringify(stat).includes('"1500000000"') &&
      JSON.stringify(modified(stat)).includes(String(CHANGED_AT)),
  },
);
negative(
  `${descriptor}.set-times`,
  'refuses a time with more nanoseconds than a second has',
  step(
    `${descriptor}.set-times`,
    ['$file', { tag: 'now' }, { tag: 'timestamp', val: { seconds: big(0), nanoseconds: 1_000_000_000 } }],
    refused('invalid'),
  ),
);
positive(`${descriptor}.stat`, 'gives type, size and times', step(`${descriptor}.stat`, ['$file']), {
  holds: ([stat]) =>
    /"type":"regular-file","linkCount":\{"\$big":"1"\},"size":\{"\$big":"12"\}/u.test(JSON.stringify(stat)) &&
    JSON.stringify(modified(stat)).includes(String(CHANGED_AT)),
});
positive(
  `${descriptor}.is-same-object`,
  'is true of two descriptors of one file',
  step(`${descriptor}.is-same-object`, ['$file', '$readOnly'], gave(true)),
);
negative(
  `${descriptor}.is-same-object`,
  'is false of two files',
  step(`${descriptor}.is-same-object`, ['$file', '$folder'], gave(false)),
);
positive(
  `${descriptor}.metadata-hash`,
  'is the same for one unchanged file',
  step(`${descriptor}.metadata-hash`, ['$file']),
  step(`${descriptor}.metadata-hash`, ['$readOnly']),
  { holds: ([first, next]) => JSON.stringify(first) === JSON.stringify(next) },
);
negative(
  `${descriptor}.metadata-hash`,
  'is another after a change',
  step(`${descriptor}.metadata-hash`, ['$file']),
  step(`${descriptor}.write`, ['$file', bytes('longer content'), big(0)]),
  step(`${descriptor}.metadata-hash`, ['$file']),
  { holds: ([first, , next]) => JSON.stringify(first) !== JSON.stringify(next) },
);

/** `wasi:filesystem`: what is known of a file, and its size and times. */
export const metadataCases: readonly ConformanceCase[] = cases;
