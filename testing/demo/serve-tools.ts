import { connectLegacy, connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { at, type Expect } from './expect.ts';
import type { Narrator } from './narrator.ts';

/** Serves the installed tools over MCP and calls them through real clients of both eras. */
export async function serveTools(home: string, narrator: Narrator, expect: Expect): Promise<void> {
  narrator.section(
    'Serve them to MCP clients: @modelcontextprotocol/sdk (legacy) and @modelcontextprotocol/client (2026-07-28)',
  );
  const env = { ...definedEnvironment(), KAMI_HOME: home };
  narrator.command('kami serve');
  for (const connect of [connectLegacy, connectModern]) {
    await using client = await connect({ env });
    await useClient(client, narrator, expect);
  }
}

async function useClient(client: ConnectedClient, narrator: Narrator, expect: Expect): Promise<void> {
  const tools = (await client.listTools()).map(({ name }) => name);
  narrator.answer(`[${client.era}] tools/list: ${tools.join(', ')}`);
  expect.equal(`the ${client.era} client sees every active tool`, tools, [
    'checksum',
    'csv-stats',
    'fetch-local',
    'file-search',
    'invoice',
    'json-query',
    'markdown_to-html',
    'markdown_to-markdown',
    'notes_add',
    'notes_list',
    'notes_remove',
    'notes_search',
    'qr-code',
    'weather-local',
  ]);
  const calls = [
    ['json-query', { expression: 'length(@)', data: [1, 2, 3] }, ['structuredContent', 'result'], 3],
    ['checksum', { data: 'abc' }, ['structuredContent', 'crc32'], '352441c2'],
    ['notes_list', {}, ['structuredContent', 'total'], 2],
    ['csv-stats', { path: '/mnt/data/orders.csv' }, ['structuredContent', 'rows'], 20_000],
    ['markdown_to-markdown', { html: '<h2>Hi</h2>' }, ['content', 0, 'text'], '## Hi'],
  ] as const;
  for (const [name, args, path, expected] of calls) {
    const answer = await client.callTool(name, args);
    narrator.answer(
      `[${client.era}] tools/call ${name}: ${JSON.stringify(answer.structuredContent ?? answer.content)}`,
    );
    expect.equal(`${name} answers the ${client.era} client`, at(answer, ...path), expected);
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
