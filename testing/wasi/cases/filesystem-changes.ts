import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { gave, named, refused, step } from '../step.ts';

const types = 'wasi:filesystem/types';
const descriptor = `${types} [method]descriptor` as const;
const entryGone = (path: string): ReturnType<typeof step> =>
  step(`${descriptor}.stat-at`, ['$folder', {}, path], refused('no-entry'));

const { cases, positive, negative } = caseTable('folder', 'file');

positive(
  `${descriptor}.create-directory-at`,
  'makes a folder',
  step(`${descriptor}.create-directory-at`, ['$folder', 'new']),
  step(`${descriptor}.read-directory`, ['$folder']),
  step(`${descriptor}.stat-at`, ['$folder', {}, 'new']),
);
negative(
  `${descriptor}.create-directory-at`,
  'does not replace what is there',
  step(`${descriptor}.create-directory-at`, ['$folder', 'sub'], refused('exist')),
  step(`${descriptor}.create-directory-at`, ['$folder', 'a.txt/x'], refused('not-directory')),
  step(`${descriptor}.create-directory-at`, ['$folder', '../../x'], refused('not-permitted')),
);
positive(
  `${descriptor}.remove-directory-at`,
  'removes an empty folder',
  step(`${descriptor}.unlink-file-at`, ['$folder', 'sub/inner.txt']),
  step(`${descriptor}.remove-directory-at`, ['$folder', 'sub']),
  entryGone('sub'),
);
negative(
  `${descriptor}.remove-directory-at`,
  'leaves what is not empty and what is a file',
  step(`${descriptor}.remove-directory-at`, ['$folder', 'sub'], refused('not-empty')),
  step(`${descriptor}.remove-directory-at`, ['$folder', 'a.txt'], refused('not-directory')),
);
positive(
  `${descriptor}.rename-at`,
  'gives a new name in one step',
  step(`${descriptor}.rename-at`, ['$folder', 'a.txt', '$folder', 'sub/inner.txt']),
  entryGone('a.txt'),
  named('moved', step(`${descriptor}.open-at`, ['$folder', {}, 'sub/inner.txt', {}, { read: true }])),
  step(`${descriptor}.is-same-object`, ['$moved', '$file'], gave(true)),
);
negative(
  `${descriptor}.rename-at`,
  'fails by what stands there, and never leads out',
  step(`${descriptor}.rename-at`, ['$folder', 'none', '$folder', 'x'], refused('no-entry')),
  step(`${descriptor}.rename-at`, ['$folder', 'a.txt', '$folder', 'sub'], refused('is-directory')),
  step(`${descriptor}.rename-at`, ['$folder', 'a.txt', '$folder', '../../x'], refused('not-permitted')),
  step(`${descriptor}.rename-at`, ['$folder', 'a.txt', '$roots.0.0', 'x'], refused('cross-device')),
);
positive(
  `${descriptor}.unlink-file-at`,
  'removes a file',
  step(`${descriptor}.unlink-file-at`, ['$folder', 'a.txt']),
  entryGone('a.txt'),
);
negative(
  `${descriptor}.unlink-file-at`,
  'leaves a folder',
  step(`${descriptor}.unlink-file-at`, ['$folder', 'sub'], refused('is-directory')),
  step(`${descriptor}.unlink-file-at`, ['$folder', 'none'], refused('no-entry')),
);
negative(
  `${descriptor}.link-at`,
  'is refused, and makes nothing',
  step(`${descriptor}.link-at`, ['$folder', {}, 'a.txt', '$folder', 'new'], refused('not-permitted')),
  entryGone('new'),
);
negative(
  `${descriptor}.symlink-at`,
  'is refused, and makes nothing',
  step(`${descriptor}.symlink-at`, ['$folder', 'a.txt', 'new'], refused('not-permitted')),
  entryGone('new'),
);

/** `wasi:filesystem`: making, renaming and removing at a path. */
export const changeCases: readonly ConformanceCase[] = cases;
