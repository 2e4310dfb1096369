import type { InstalledTool } from '@kami/registry';
import { describe, expect, it } from 'vitest';
import { createMemoryToolRepository } from '../../registry/test/memory/memory-tool-repository.ts';
import { createToolHost, listingsOf, separateListings } from '../src/index.ts';
import { delivered, DIGEST, fakeTool, SETTINGS } from './support/fixtures.ts';
import { sha256 } from './support/memory-component-store.ts';
import { prepareCalls } from './support/prepare-calls.ts';

const definition = (name: string) => ({ name, description: name, inputSchema: { type: 'object' } });

describe('listingsOf', () => {
  const names = (tool: InstalledTool): readonly string[] =>
    listingsOf(tool, () => DIGEST).map((listing) => listing.mcpName);

  it('names a single function like the tool, several by tool and function', () => {
    expect(names(fakeTool('probe'))).toEqual(['probe']);
    expect(names(fakeTool('probe', { definitions: [definition('a'), definition('b')] }))).toEqual([
      'probe_a',
      'probe_b',
    ]);
  });

  it('offers none of several functions with one name, whoever was first', () => {
    const names = `${'x'.repeat(39)}-and-more`;
    const long = fakeTool(names, { definitions: [definition('a'), definition('b')] });
    const taker = fakeTool('x'.repeat(39), { definitions: [definition('aaaaaaaa'), definition('c')] });
    const all = [long, taker].flatMap((tool) => listingsOf(tool, () => DIGEST));
    const { found, clashes } = separateListings(all);
    expect(clashes).toEqual([`${'x'.repeat(39)}_aaaaaaaa`]);
    expect(found.map(({ mcpName }) => mcpName)).toEqual([`${'x'.repeat(39)}_c`]);
  });

  it('keeps names within what clients take', () => {
    const long = fakeTool('probe', { definitions: [definition('x'.repeat(48)), definition('y')] });
    expect(names(long)[0]).toBe(`probe_${'x'.repeat(33)}_aaaaaaaa`);
    expect(names(long)[0]).toHaveLength(48);
  });
});

describe('createToolHost', () => {
  it('has appended the events of the last calls when it is disposed of', async () => {
    const { ports, events, request } = prepareCalls(() =>
      Promise.resolve({ ok: true, value: delivered('hello') }),
    );
    const waiting: (() => void)[] = [];
    const host = createToolHost({
      ...ports,
      later: () => () => undefined,
      afterAnswer: (task) => waiting.push(task),
      tools: createMemoryToolRepository().tools,
      settings: SETTINGS,
      sha256,
      workspace: 'home',
    });
    expect(await host.call(request())).toMatchObject({ ok: true });
    expect(events.events).toEqual([]);
    let ended = false;
    const ending = Promise.resolve(host[Symbol.asyncDispose]()).then(() => (ended = true));
    while (waiting.length < 2) await new Promise(setImmediate);
    expect(ended).toBe(false);
    for (const task of waiting) task();
    await ending;
    expect(events.events.at(-1)?.type).toBe('artifact.delivered');
  });
});
