import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';

const home = makeTestHome();
const NOTHING = '--------';

beforeAll(async () => {
  await Promise.all(
    (['plant', 'plant-quickjs', 'plant-starlingmonkey'] as const).map(async (guest) =>
      home.must(['install', guestPath(guest)]),
    ),
  );
}, 120_000);

afterAll(() => {
  home[Symbol.dispose]();
});

/** The texts of calls of one tool in one server, one after the other: later ones run on instances put back. */
async function answers(name: string, args: readonly object[]): Promise<readonly string[]> {
  await using session = await openSession(home);
  const texts: string[] = [];
  for (const one of args) {
    const { result } = await session.request('tools/call', { name, arguments: one });
    const content = result?.['content'] as { readonly text: string }[] | undefined;
    texts.push(content?.[0]?.text ?? JSON.stringify(result));
  }
  return texts;
}

describe('what a call leaves in its instance', () => {
  it('of a core module is nowhere in the next call: memories, globals, tables, and what it has grown', async () => {
    const grow = { grow: true };
    const args = [{}, {}, {}, grow, {}, grow, grow, {}, {}, {}];
    expect(await answers('plant', args)).toEqual(args.map(() => NOTHING));
    expect((await home.must(['run', 'plant'])).stdout.trim()).toBe(NOTHING);
  });

  it('of QuickJS is nowhere in the next call: bindings, closures, prototypes, the state of generators', async () => {
    const texts = await answers('plant-quickjs', [{}, {}, {}, {}, {}]);
    const [first] = texts;
    expect(JSON.parse(first ?? '')).toMatchObject({ found: [] });
    // Randomness was drawn when the component was built: it begins again with every call.
    expect(texts).toEqual(texts.map(() => first));
    expect((await home.must(['run', 'plant-quickjs'])).stdout.trim()).toBe(first);
  });

  it('of StarlingMonkey is nowhere in the next call: microtasks, timers, listeners, interfaces of the web', async () => {
    const texts = await answers('plant-starlingmonkey', [{}, {}, {}, {}]);
    expect(texts).toEqual(texts.map(() => '{"found":[]}'));
  });
});
