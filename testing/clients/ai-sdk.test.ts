import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport as StdioTransport } from '@ai-sdk/mcp/mcp-stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { examplePath, makeTestHome, serveCommand } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();
const [command, ...args] = serveCommand;

beforeAll(async () => {
  await home.must(['install', examplePath('checksum'), '--yes']);
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('the AI SDK', () => {
  it('lists and calls the tools, and gets a wrong argument as an error that names the field', async () => {
    const client = await createMCPClient({ transport: new StdioTransport({ command, args, env: home.env }) });
    try {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(['checksum', 'echo']);
      expect(Object.keys(await client.tools())).toEqual(['checksum', 'echo']);
      const sum = await client.callTool({ name: 'checksum', arguments: { data: 'abc' } });
      expect(sum).toMatchObject({ structuredContent: { crc32: '352441c2' } });
      const wrong = await client.callTool({ name: 'checksum', arguments: { data: 1 } });
      expect(wrong).toMatchObject({ isError: true });
      expect(JSON.stringify(wrong)).toContain('data');
    } finally {
      await client.close();
    }
  });
});
