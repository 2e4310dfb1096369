/** Does `docs/tutorial.md` word for word, as somebody new would: with the packages as they are published, not the workspace. */
import { cpSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bundleExternals } from '../../scripts/build/bundle-plan.ts';
import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { examplePath } from '../e2e/kami.ts';
import { createNewUser, type NewUser, type RunningTerminal } from '../packages/new-user.ts';
import { servePackages, type PackageRegistry } from '../packages/package-registry.ts';
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

describe('a template on the SDK', () => {
  const begin = async (language: 'ts' | 'js'): Promise<void> => {
    await user.run(`cd ~ && kami init begun-${language} --lang ${language} && cd begun-${language}`);
    await user.run('ln -s ../words/node_modules node_modules');
  };

  it('in TypeScript passes its own check', async () => {
    await begin('ts');
    await user.run('node_modules/.bin/tsc --noEmit');
  }, 60_000);

  it('in JavaScript builds, answers and passes its own tests', async () => {
    await begin('js');
    const printed = await user.run('kami test && kami run . name=Ada');
    expect(printed).toContain('2 passed');
    expect(printed).toContain('Hello, Ada!');
  }, 60_000);
});

describe('the published command', () => {
  it('installs and runs a tool without anything of the workspace, and configures clients', async () => {
    for (const file of ['tool.toml', 'dist'])
      cpSync(join(examplePath('json-query'), file), join(user.home, 'query', file), { recursive: true });
    await user.run('kami install ~/query --yes');
    const data = JSON.stringify({ orders: [{ id: 'a-1' }] });
    expect(await user.run(`kami run json-query 'expression=orders[0].id' 'data:=${data}'`)).toContain('a-1');
    for (const [client, words] of [
      ['cursor', '"mcpServers"'],
      ['codex', '[mcp_servers.kami]'],
      ['goose', 'extensions:'],
    ] as const)
      expect(await user.run(`kami connect ${client} --print`)).toContain(words);
  }, 60_000);

  it('is small, pins what it needs, and brings no source map', () => {
    const folder = user.commandPackage;
    const published: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const versions = bundleExternals.map((name) => [name, expect.stringMatching(/^\d/u) as unknown] as const);
    expect(published).toHaveProperty('dependencies', Object.fromEntries(versions));
    expect(readFileSync(join(folder, 'dist/kami.cjs'), 'utf8')).toMatch(/^#!\/usr\/bin\/env /u);
    const own = globSync('{dist/**/*,*}', { cwd: folder }).map((file) => statSync(join(folder, file)));
    expect(own.reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0)).toBeLessThan(8_000_000);
    expect(globSync('dist/**/*.map', { cwd: folder })).toEqual([]);
  });
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
