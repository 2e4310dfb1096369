import { Client as ModernClient } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioServerTransport as LegacyStreams } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  ToolListChangedNotificationSchema,
  LoggingMessageNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { StdioServerTransport as ModernStreams } from '@modelcontextprotocol/server/stdio';
import { describe, expect, it } from 'vitest';
import { openConnection, type Connection } from './connection.ts';

const identity = { name: 'test-client', version: '1.2.3' };

async function legacy(): Promise<Connection & { client: LegacyClient }> {
  const connection = openConnection();
  const client = new LegacyClient(identity, { capabilities: { elicitation: {} } });
  await client.connect(new LegacyStreams(connection.output, connection.input));
  return { ...connection, client };
}

async function modern(): Promise<Connection & { client: ModernClient }> {
  const connection = openConnection();
  const client = new ModernClient(identity, {
    capabilities: { sampling: {} },
    versionNegotiation: { mode: { pin: '2026-07-28' } },
  });
  await client.connect(new ModernStreams(connection.output, connection.input));
  return { ...connection, client };
}

/** Calls a tool with options, which stand at different places in the two clients. */
function callWith(
  client: LegacyClient | ModernClient,
  name: string,
  options: { signal?: AbortSignal; onprogress?: (progress: unknown) => void },
): Promise<unknown> {
  return client instanceof LegacyClient
    ? client.callTool({ name }, undefined, options)
    : client.callTool({ name }, options);
}

const names = ['chatty', 'defect', 'denied', 'echo', 'fail', 'invalid', 'slow', 'stubborn', 'sum'];

describe.each([
  ['legacy', legacy],
  ['modern', modern],
] as const)('a %s client', (era, open) => {
  it('lists the tools, sorted, with what MCP knows of them', async () => {
    const { client } = await open();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(names);
    expect(tools.find(({ name }) => name === 'sum')).toMatchObject({
      title: 'Sum',
      outputSchema: { type: 'object', properties: { result: { type: 'number' } } },
      annotations: { readOnlyHint: true, openWorldHint: false },
    });
  });

  it('gets structured and text content, checked against the listed schema', async () => {
    const { client } = await open();
    await client.listTools();
    expect(await client.callTool({ name: 'sum', arguments: { a: 2, b: 3 } })).toMatchObject({
      structuredContent: { result: 5 },
      content: [{ type: 'text', text: '5' }],
    });
    expect(await client.callTool({ name: 'echo', arguments: { text: 'hi' } })).toMatchObject({
      structuredContent: { text: 'hi' },
    });
  });

  it('gets failures, denials and bad arguments as tool errors', async () => {
    const { client } = await open();
    expect(await client.callTool({ name: 'fail' })).toMatchObject({
      isError: true,
      content: [{ text: 'no luck' }],
    });
    expect(await client.callTool({ name: 'denied' })).toMatchObject({
      isError: true,
      content: [{ text: 'KAMI_DENIED: GET https://a.example/ (net)\nkami grant denied net=a.example' }],
    });
    expect(await client.callTool({ name: 'invalid' })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('/count: expected an integer') as string }],
    });
  });

  it('gets an error for an unknown tool, and for a defect one that shows nothing', async () => {
    const { client, warnings } = await open();
    await expect(client.callTool({ name: 'summ' })).rejects.toMatchObject({
      code: -32_602,
      message: expect.stringContaining('Did you mean "sum"?') as string,
    });
    await expect(client.callTool({ name: 'defect' })).rejects.toMatchObject({
      code: -32_603,
      message: expect.not.stringContaining('secret') as string,
    });
    expect(warnings).toContainEqual(new Error('the secret path /srv/x'));
  });

  it('gets progress that only increases', async () => {
    const { client } = await open();
    const seen: unknown[] = [];
    const result = await callWith(client, 'chatty', { onprogress: (progress) => void seen.push(progress) });
    expect(result).toMatchObject({ content: [{ text: 'done', annotations: { audience: ['user'] } }] });
    expect(seen).toMatchObject([
      { progress: 1, total: 2, message: 'half' },
      { progress: 2, total: 2 },
    ]);
  });

  it('cancels a call in the host', async () => {
    const { client, host } = await open();
    const controller = new AbortController();
    const started = host.started();
    const call = callWith(client, 'slow', { signal: controller.signal });
    const rejected = expect(call).rejects.toBeDefined();
    await started;
    controller.abort('enough');
    await rejected;
    await client.listTools();
    expect(host.aborted).toBe(1);
  });

  it('is told to the host as what it claims to be, with its trace', async () => {
    const { client, host } = await open();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await client.callTool({ name: 'echo', arguments: {}, _meta: { traceparent } });
    const asked = era === 'legacy' ? 'form' : 'sampling';
    expect(host.calls[0]?.context).toMatchObject({
      principal: 'stdio',
      claimedClient: 'test-client/1.2.3',
      client: expect.arrayContaining([asked]) as unknown,
    });
    expect(host.traceparents).toEqual([traceparent]);
  });

  it('ends the server by closing its stream', async () => {
    const { input, ended } = await open();
    input.end();
    await expect(ended).resolves.toBe(0);
  });
});

describe('a change of the list', () => {
  it('reaches a legacy client unasked', async () => {
    const { client, host } = await legacy();
    const told = new Promise((resolve) =>
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => resolve('told')),
    );
    host.add('extra');
    expect(await told).toBe('told');
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('extra');
  });

  it('reaches a modern client that listens', async () => {
    const { client, host } = await modern();
    const told = new Promise((resolve) =>
      client.setNotificationHandler('notifications/tools/list_changed', () => resolve('told')),
    );
    await client.listen({ toolsListChanged: true });
    host.add('extra');
    expect(await told).toBe('told');
  });
});

describe('a log message of a tool', () => {
  it('reaches a legacy client', async () => {
    const { client } = await legacy();
    const told = new Promise((resolve) =>
      client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => resolve(params)),
    );
    await client.callTool({ name: 'chatty' });
    expect(await told).toMatchObject({ level: 'info', data: 'hello', logger: 'chatty' });
  });
});

describe('a modern list', () => {
  it('says how long it may be kept, and by whom', async () => {
    const { client } = await modern();
    expect(await client.listTools()).toMatchObject({ ttlMs: 5000, cacheScope: 'private' });
  });
});
