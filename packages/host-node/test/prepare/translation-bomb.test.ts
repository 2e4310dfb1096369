import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { KamiError } from '@kami/types';

import { createPreparer } from '../../src/prepare/create-preparer.ts';
import { createProgramFolder } from './bundle-prepare.ts';
import { buildTranslationBomb } from './translation-bomb.ts';

const programs = createProgramFolder();
let prepareEntry: string;

beforeAll(async () => {
  prepareEntry = await programs.bundlePrepare();
});
afterAll(() => {
  programs[Symbol.dispose]();
});

async function refusal(levels: number, deadlineMs: number): Promise<KamiError> {
  const bomb = await buildTranslationBomb(levels);
  expect(bomb.length).toBeLessThan(10_000);
  const preparer = createPreparer({ prepareEntry, deadlineMs });
  const preparation = await preparer.prepare(bomb, { maxMemoryMb: 64 }, new AbortController().signal);
  if (preparation.ok) throw new Error('it was prepared');
  return preparation.error;
}

/** Processes that this one has started and that have not ended. */
function children(): string {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
}

describe.skipIf(process.platform !== 'linux')('a small component whose translation is huge', () => {
  it('is refused when it takes too much memory, and no process is left', async () => {
    const before = children();
    const error = await refusal(2, 60_000);
    expect(error.code).toBe('KAMI_COMPONENT_INVALID');
    expect(error.message).toContain('too complex: translating it takes more memory');
    expect(children()).toBe(before);
  }, 90_000);

  it('is refused at the deadline, and no process is left', async () => {
    const before = children();
    const error = await refusal(1, 700);
    expect(error.code).toBe('KAMI_COMPONENT_INVALID');
    expect(error.message).toContain('took longer than 0.7 s');
    expect(children()).toBe(before);
  });
});
