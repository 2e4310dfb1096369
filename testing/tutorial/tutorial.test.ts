/** Does `docs/tutorial.md` word for word, as somebody new would: with the packages as they are published, not the workspace. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { servePackages, type PackageRegistry } from '../packages/package-registry.ts';
import { createNewUser, type NewUser, type RunningTerminal } from './new-user.ts';
import { readSteps, type Step } from './read-steps.ts';

const page = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8');
const steps = readSteps(page);
const letter = { path: '/mnt/texts/letter.txt' };

let registry: PackageRegistry;
let user: NewUser;
beforeAll(async () => {
  registry = await servePackages();
  user = createNewUser(registry.npmrc);
});
afterAll(async () => {
  await user[Symbol.asyncDispose]();
  await registry[Symbol.asyncDispose]();
});

describe('the tutorial', () => {
  it('does what it says, down to a client that sees a change at its next call', async () => {
    let client: ConnectedClient | undefined;
    let dev: RunningTerminal | undefined;
    try {
      for (const step of steps) {
        dev = (await take(step)) ?? dev;
        if (step.kind === 'run' && step.commands.includes('kami connect')) {
          client = await startClient();
          expect(await ask(client)).toEqual({ count: 6, longest: 'comfortable' });
        }
      }
      await dev?.sees('installed');
      expect(client === undefined ? undefined : await ask(client)).toEqual({
        count: 6,
        letters: 34,
        longest: 'comfortable',
      });
      expect(await dev?.interrupt()).toBe(0);
    } finally {
      await client?.[Symbol.asyncDispose]();
      await dev?.interrupt();
    }
  }, 180_000);
});

async function take(step: Step): Promise<RunningTerminal | undefined> {
  if (step.kind === 'write') {
    user.write(step.path, step.text);
    return undefined;
  }
  if (step.background) {
    const terminal = user.begin(step.commands.trim());
    for (const line of step.expected) await terminal.sees(line);
    return terminal;
  }
  const printed = await user.run(step.commands);
  let from = 0;
  for (const line of step.expected) {
    const at = printed.indexOf(line, from);
    expect(at, `"${line}" after\n${step.commands}\nin\n${printed}`).toBeGreaterThanOrEqual(0);
    from = at + line.length;
  }
  return undefined;
}

/** A real client, which starts its server as the configuration that `kami connect` wrote says. */
async function startClient(): Promise<ConnectedClient> {
  const configuration: unknown = JSON.parse(readFileSync(join(user.home, '.claude.json'), 'utf8'));
  expect(configuration).toMatchObject({ mcpServers: { kami: { command: expect.any(String) as unknown } } });
  const { kami } = (configuration as { mcpServers: { kami: { command: string; args: string[] } } })
    .mcpServers;
  return connectModern({ env: user.env }, { command: kami.command, args: kami.args, env: { ...user.env } });
}

async function ask(client: ConnectedClient): Promise<unknown> {
  const { structuredContent, content } = await client.callTool('words', letter);
  return structuredContent ?? content;
}
