import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { connectLegacy, connectModern } from '../e2e/connect-client.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', examplePath('checksum'), '--yes']);
  for (const guest of ['echo', 'state', 'trap'] as const)
    await home.must(['install', guestPath(guest), '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe.each([
  ['legacy', connectLegacy],
  ['modern', connectModern],
] as const)('a client of the %s era', (era, connect) => {
  it('negotiates its era and lists the tools in order', async () => {
    await using client = await connect(home);
    expect(client.era).toBe(era);
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['checksum', 'echo', 'state', 'trap']);
  });

  it('calls a tool, with every character of its arguments kept', async () => {
    await using client = await connect(home);
    const args = { text: 'é😀"\\\u0000\u2028', nested: [1, { deep: null }], big: 2 ** 53 };
    expect((await client.callTool('echo', args)).structuredContent).toEqual(args);
  });

  it('finds no state of an earlier call', async () => {
    await using client = await connect(home);
    for (let call = 0; call < 3; call += 1) {
      expect((await client.callTool('state', {})).structuredContent).toEqual({ count: 1 });
    }
  });

  it('answers parallel calls each with its own result', async () => {
    await using client = await connect(home);
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const answers = await Promise.all(numbers.map((number) => client.callTool('echo', { number })));
    expect(answers.map(({ structuredContent }) => structuredContent)).toEqual(
      numbers.map((number) => ({ number })),
    );
  });

  it('gets a trap as a tool error, and goes on', async () => {
    await using client = await connect(home);
    expect((await client.callTool('trap', {})).isError).toBe(true);
    expect((await client.callTool('echo', {})).isError ?? false).toBe(false);
  });

  it('gets a wrong argument as a tool error that names the field', async () => {
    await using client = await connect(home);
    const answer = await client.callTool('checksum', { data: 'x', encoding: 'latin1' });
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain('encoding');
  });
});
