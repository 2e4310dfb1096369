import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport as StdioTransport } from '@ai-sdk/mcp/mcp-stdio';
import { MCPServerStdio } from '@openai/agents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { examplePath, makeTestHome, serveCommand } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';

/** What the tests ask of the MCP client of an SDK. */
interface SdkClient extends AsyncDisposable {
  names(): Promise<readonly string[]>;
  call(name: string, args: Record<string, unknown>): Promise<unknown>;
}

const home = makeTestHome();
const [command, ...args] = serveCommand;

beforeAll(async () => {
  await home.must(['install', examplePath('checksum'), '--yes']);
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

async function openAiSdk(): Promise<SdkClient> {
  const client = await createMCPClient({ transport: new StdioTransport({ command, args, env: home.env }) });
  return {
    async names() {
      const { tools } = await client.listTools();
      expect(Object.keys(await client.tools())).toEqual(tools.map(({ name }) => name));
      return tools.map(({ name }) => name);
    },
    call: async (name, given) => client.callTool({ name, arguments: given }),
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

async function openAgentsSdk(): Promise<SdkClient> {
  const server = new MCPServerStdio({ command, args, env: home.env });
  await server.connect();
  return {
    names: async () => (await server.listTools()).map(({ name }) => name),
    call: async (name, given) => server.callToolResult(name, given),
    [Symbol.asyncDispose]: async () => server.close(),
  };
}

describe.each([
  ['the AI SDK', openAiSdk],
  ['the OpenAI Agents SDK', openAgentsSdk],
])('%s', (_name, open) => {
  it('lists and calls the tools, and gets a wrong argument as an error that names the field', async () => {
    await using client = await open();
    expect(await client.names()).toEqual(['checksum', 'echo']);
    const sum = await client.call('checksum', { data: 'abc' });
    expect(sum).toMatchObject({ structuredContent: { crc32: '352441c2' } });
    const wrong = await client.call('checksum', { data: 1 });
    expect(wrong).toMatchObject({ isError: true });
    expect(JSON.stringify(wrong)).toContain('data');
  });
});
