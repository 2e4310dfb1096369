import { afterAll, describe, expect, it } from 'vitest';

import { type GuestName, guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';

const home = makeTestHome();
const text = ' counts\twords\nthe same  way ';

afterAll(() => {
  home[Symbol.dispose]();
});

describe('one function', () => {
  it.each([
    ['words-c', { result: 5 }],
    ['words-quickjs', { words: 5 }],
    ['words-starlingmonkey', { words: 5 }],
  ] satisfies [GuestName, unknown][])('answers alike in %s', async (guest, expected) => {
    await home.must(['install', guestPath(guest), '--yes']);
    const { stdout } = await home.must(['run', guest, `text=${text}`, '--json']);
    expect((JSON.parse(stdout) as { structured: unknown }).structured).toEqual(expected);
  });
});
