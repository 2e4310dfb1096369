import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { type McpSession, openSession } from '../e2e/mcp-session.ts';
import { guestPath } from '../guests/index.ts';

const CALLS = 1000;
const home = makeTestHome();
let session: McpSession;

beforeAll(async () => {
  for (const guest of ['draws', 'clock-random'] as const)
    await home.must(['install', guestPath(guest), '--yes']);
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** The members of the JSON that each of many calls answers with, four calls at a time. */
async function drawMany(name: string, members: readonly string[]): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let call = 0; call < CALLS / 4; call++) {
      const { result = {} } = await session.request('tools/call', { name, arguments: {} });
      const [block] = result['content'] as { text: string }[];
      const answer = JSON.parse(block?.text ?? '{}') as Record<string, unknown>;
      values.push(...members.map((member) => answer[member]));
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return values;
}

describe('randomness over a thousand calls of one tool', () => {
  it.each([
    ['draws', ['number', 'uuid', 'bytes']],
    ['clock-random', ['random', 'u64']],
  ])('%s repeats no value', { timeout: 60_000 }, async (name, members) => {
    const values = await drawMany(name, members);
    expect(values).toHaveLength(CALLS * members.length);
    expect(values).not.toContain(undefined);
    expect(new Set(values).size).toBe(values.length);
  });
});
