import { err, kamiError, ok } from '@kami/types';
import { describe, expect, it } from 'vitest';

import { limitToolHost, newContext, type ToolHost, type ToolListing } from '../../src/index.ts';
import { countingRandom, fakeTool, steppedClock } from '../support/fixtures.ts';

const definition = { name: 'main', description: 'does it', inputSchema: { type: 'object' } } as const;
const listing = (mcpName: string, name: string): ToolListing => ({
  mcpName,
  definition,
  tool: fakeTool(name),
});
const all = [listing('git_log', 'git'), listing('git_show', 'git'), listing('words', 'words')];

const host: ToolHost = {
  list: async () => Promise.resolve(ok(all)),
  find: async (_principal, name) => Promise.resolve(ok(all.find(({ mcpName }) => mcpName === name))),
  call: () => {
    throw new Error('not called');
  },
  ask: async ({ tool }) =>
    Promise.resolve(err(kamiError('KAMI_RESOURCE_UNKNOWN', `${tool.name} was asked.`))),
  prompts: () => [],
  drain: async () => Promise.resolve(),
  context: () => {
    throw new Error('not called');
  },
  onListChanged: () => ({ [Symbol.dispose]: () => undefined }),
  onSignal: () => ({ [Symbol.dispose]: () => undefined }),
  [Symbol.asyncDispose]: async () => Promise.resolve(),
};

const shown = async (patterns: readonly string[]) => {
  const listed = await limitToolHost(host, patterns).list('stdio');
  return listed.ok ? listed.value.map(({ mcpName }) => mcpName) : listed.error;
};

describe('limitToolHost', () => {
  it.each([
    [[], ['git_log', 'git_show', 'words']],
    [['git_*'], ['git_log', 'git_show']],
    [
      ['*_log', 'words'],
      ['git_log', 'words'],
    ],
    [['git'], ['git_log', 'git_show']],
    [['dev.example.words'], ['words']],
    [['none'], []],
  ])('shows of the patterns %j %j', async (patterns, expected) => {
    expect(await shown(patterns)).toEqual(expected);
  });

  it('finds what it lists and nothing else', async () => {
    const limited = limitToolHost(host, ['git_*']);
    expect(await limited.find('stdio', 'git_log')).toMatchObject({ ok: true, value: { mcpName: 'git_log' } });
    expect(await limited.find('stdio', 'words')).toEqual({ ok: true, value: undefined });
    expect(await limited.find('stdio', 'none')).toEqual({ ok: true, value: undefined });
  });

  it('asks of tools what it shows a function of, and nothing of the others', async () => {
    const limited = limitToolHost(host, ['git_log']);
    const asked = async (name: string) =>
      limited.ask({
        tool: fakeTool(name),
        action: 'read-resource',
        question: { uri: `${name}:x` },
        context: newContext(steppedClock(), countingRandom(), 'home', 'stdio'),
        signal: new AbortController().signal,
      });
    expect(await asked('git')).toMatchObject({ error: { code: 'KAMI_RESOURCE_UNKNOWN' } });
    expect(await asked('words')).toMatchObject({ error: { code: 'KAMI_TOOL_UNKNOWN' } });
  });
});
