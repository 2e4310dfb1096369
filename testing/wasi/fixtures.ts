import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Fixture } from './conformance-case.ts';
import { type AnyStep, bytes, named, step } from './step.ts';

const types = 'wasi:filesystem/types';
const http = 'wasi:http/types';

/** Seconds since 1970 at which every file of a case was changed. */
export const CHANGED_AT = 1_700_000_000;

/** Makes the folder of one case: `a.txt`, `sub/inner.txt`, and three links: one leads nowhere, one is absolute. */
export function makeCaseFolder(mounted: string, name: string): void {
  const folder = join(mounted, name);
  mkdirSync(join(folder, 'sub'), { recursive: true });
  writeFileSync(join(folder, 'a.txt'), 'some content');
  writeFileSync(join(folder, 'sub', 'inner.txt'), 'inner');
  symlinkSync('a.txt', join(folder, 'link'));
  symlinkSync('nowhere', join(folder, 'broken'));
  symlinkSync(folder, join(folder, 'absolute'));
  utimesSync(join(folder, 'a.txt'), CHANGED_AT, CHANGED_AT);
}

const made: Readonly<Record<Fixture, readonly AnyStep[]>> = {
  /** `$folder`: the case's own folder, to be changed. */
  folder: [
    named('roots', step('wasi:filesystem/preopens get-directories')),
    named(
      'folder',
      step(`${types} [method]descriptor.open-at`, [
        '$roots.1.0',
        {},
        '$name',
        { directory: true },
        { read: true, mutateDirectory: true },
      ]),
    ),
  ],
  /** `$file`: `a.txt` of that folder, for reading and writing. */
  file: [
    named(
      'file',
      step(`${types} [method]descriptor.open-at`, ['$folder', {}, 'a.txt', {}, { read: true, write: true }]),
    ),
  ],
  /** `$readOnly`: `a.txt`, for reading. */
  readOnly: [
    named(
      'readOnly',
      step(`${types} [method]descriptor.open-at`, ['$folder', {}, 'a.txt', {}, { read: true }]),
    ),
  ],
  /** `$request`: a request to the test server, without method and path; `$fields` became its headers. */
  request: [
    named('fields', step(`${http} [constructor]fields`)),
    step(`${http} [method]fields.append`, ['$fields', 'x-test', bytes('1')]),
    named('request', step(`${http} [constructor]outgoing-request`, ['$fields'])),
    step(`${http} [method]outgoing-request.set-scheme`, ['$request', { tag: 'HTTP' }]),
    step(`${http} [method]outgoing-request.set-authority`, ['$request', '$authority']),
  ],
};

/** The steps that make what a case needs. */
export function fixtureSteps(needs: readonly Fixture[]): readonly AnyStep[] {
  return needs.flatMap((need) => made[need]);
}
