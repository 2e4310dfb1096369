import { join } from 'node:path';

import { addedGrant, type GoldenHome, keeper } from './golden-home.ts';

/** A command that is killed at any point of its work. */
export interface CommandUnderTest {
  readonly name: string;
  /** The state that it begins with. */
  readonly state: 'present' | 'aged';
  args(golden: GoldenHome): readonly string[];
}

/** The commands that are killed in turn. One more that changes a home has its line here. */
export const commandsUnderTest: readonly CommandUnderTest[] = [
  { name: 'install', state: 'present', args: ({ sources }) => ['install', sources.other] },
  { name: 'update', state: 'present', args: ({ sources }) => ['install', sources.update] },
  { name: 'sync', state: 'present', args: ({ sources }) => ['sync', sources.declaration] },
  { name: 'migration', state: 'aged', args: () => ['list'] },
  { name: 'grant', state: 'present', args: () => ['grant', keeper, addedGrant] },
  { name: 'restore', state: 'present', args: ({ backup }) => ['restore', backup, '--yes'] },
  {
    name: 'backup',
    state: 'present',
    args: ({ home }) => ['backup', join(home.path, '..', 'killed.tar'), '--force'],
  },
  { name: 'gc', state: 'present', args: () => ['gc'] },
];
