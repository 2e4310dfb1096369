import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { big, bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:filesystem/types';
const descriptor = `${types} [method]descriptor` as const;
const entryGone = (path: string): ReturnType<typeof step> =>
  step(`${descriptor}.stat-at`, ['$folder', {}, path], refused('no-entry'));
const follow = { symlinkFollow: true };

const { cases, positive, negative } = caseTable('folder', 'file');

positive(
  `${descriptor}.stat-at`,
  'follows a link where it is told to',
  step(`${descriptor}.stat-at`, ['$folder', {}, 'link']),
  step(`${descriptor}.stat-at`, ['$folder', follow, 'link']),
  {
    holds: ([link, file]) =>
      JSON.stringify(link).includes('symbolic-link') && JSON.stringify(file).includes('regular-file'),
  },
);
negative(
  `${descriptor}.stat-at`,
  'finds nothing where nothing is',
  entryGone('none'),
  step(`${descriptor}.stat-at`, ['$folder', follow, 'broken'], refused('no-entry')),
  step(`${descriptor}.stat-at`, ['$folder', {}, '/etc/passwd'], refused('not-permitted')),
  step(`${descriptor}.stat-at`, ['$folder', {}, ''], refused('no-entry')),
);
positive(
  `${descriptor}.set-times-at`,
  'sets times by path',
  step(`${descriptor}.set-times-at`, [
    '$folder',
    {},
    'a.txt',
    { tag: 'no-change' },
    { tag: 'timestamp', val: { seconds: big(1_500_000_000), nanoseconds: 0 } },
  ]),
  step(`${descriptor}.stat`, ['$file']),
  { holds: ([, stat]) => JSON.stringify(stat).includes('"1500000000"') },
);
negative(
  `${descriptor}.set-times-at`,
  'finds nothing where nothing is',
  step(
    `${descriptor}.set-times-at`,
    ['$folder', {}, 'none', { tag: 'now' }, { tag: 'now' }],
    refused('no-entry'),
  ),
);
positive(
  `${descriptor}.open-at`,
  'makes a new file',
  named(
    'new',
    step(
      `${descriptor}.open-at`,
      ['$folder', {}, 'new.txt', { create: true, exclusive: true }, { read: true, write: true }],
      gave(resource),
    ),
  ),
  step(`${descriptor}.write`, ['$new', bytes('x'), big(0)], gave(big(1))),
);
negative(
  `${descriptor}.open-at`,
  'fails by what stands there',
  step(`${descriptor}.open-at`, ['$folder', {}, 'none', {}, { read: true }], refused('no-entry')),
  step(
    `${descriptor}.open-at`,
    ['$folder', {}, 'a.txt', { create: true, exclusive: true }, { write: true }],
    refused('exist'),
  ),
  step(
    `${descriptor}.open-at`,
    ['$folder', {}, 'a.txt', { directory: true }, { read: true }],
    refused('not-directory'),
  ),
  step(`${descriptor}.open-at`, ['$folder', {}, 'sub', {}, { write: true }], refused('is-directory')),
  step(`${descriptor}.open-at`, ['$folder', {}, 'link', {}, { read: true }], refused('loop')),
  step(
    `${descriptor}.open-at`,
    ['$folder', follow, '../../outside', {}, { read: true }],
    refused('not-permitted'),
  ),
  step(`${descriptor}.open-at`, ['$folder', follow, 'a\0b', {}, { read: true }], refused('invalid')),
  step(
    `${descriptor}.open-at`,
    ['$folder', follow, 'n'.repeat(300), {}, { read: true }],
    refused('name-too-long'),
  ),
  step(`${descriptor}.open-at`, ['$file', follow, 'a', {}, { read: true }], refused('not-directory')),
);
positive(
  `${descriptor}.readlink-at`,
  'gives what a link points to',
  step(`${descriptor}.readlink-at`, ['$folder', 'link'], gave('a.txt')),
);
negative(
  `${descriptor}.readlink-at`,
  'refuses an absolute link, and what is no link',
  step(`${descriptor}.readlink-at`, ['$folder', 'absolute'], refused('not-permitted')),
  step(`${descriptor}.readlink-at`, ['$folder', 'a.txt'], refused('invalid')),
);
positive(
  `${descriptor}.metadata-hash-at`,
  'is that of the file behind the path',
  step(`${descriptor}.metadata-hash-at`, ['$folder', follow, 'link']),
  step(`${descriptor}.metadata-hash`, ['$file']),
  { holds: ([first, next]) => JSON.stringify(first) === JSON.stringify(next) },
);
negative(
  `${descriptor}.metadata-hash-at`,
  'finds nothing where nothing is',
  step(`${descriptor}.metadata-hash-at`, ['$folder', {}, 'none'], refused('no-entry')),
);

/** `wasi:filesystem`: finding what stands at a path. */
export const pathCases: readonly ConformanceCase[] = cases;
