import { MCPServerStdio } from '@openai/agents';
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

describe('the OpenAI Agents SDK', () => {
  it('lists and calls the tools, and gets a wrong argument as an error that names the field', async () => {
    const server = new MCPServerStdio({ command, args, env: home.env });
    await server.connect();
    try {
      expect((await server.listTools()).map(({ name }) => name)).toEqual(['checksum', 'echo']);
      const sum = await server.callToolResult('checksum', { data: 'abc' });
      expect(sum).toMatchObject({ structuredContent: { crc32: '352441c2' } });
      const wrong = await server.callToolResult('checksum', { data: 1 });
      expect(wrong).toMatchObject({ isError: true });
      expect(JSON.stringify(wrong)).toContain('data');
    } finally {
      await server.close();
    }
  });
});
