import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { examplePath, type KamiResult, makeTestHome, runProgram, serveCommand } from '../e2e/kami.ts';

const inspector = inspectorProgram();
const home = makeTestHome();

/** The program behind the package's `mcp-inspector` command. */
function inspectorProgram(): string {
  const { resolve } = createRequire(import.meta.url);
  const manifest = resolve('@modelcontextprotocol/inspector/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(manifest), bin['mcp-inspector'] ?? '');
}

async function inspect(era: string, ...options: string[]): Promise<KamiResult> {
  const flags = ['--protocol-era', era, '--format', 'json', '--quiet', ...options];
  const environment = { ...home.env, MCP_INSPECTOR_SECRET_STORE: 'memory' };
  const passed = ['-e', `KAMI_HOME=${home.path}`];
  return runProgram([inspector, '--cli', ...serveCommand, ...passed, ...flags], environment);
}

/** What the Inspector prints around the server's own result. */
function resultOf<R>({ stdout }: KamiResult): R {
  return (JSON.parse(stdout) as { result: R }).result;
}

beforeAll(async () => {
  await home.must(['install', examplePath('checksum'), '--yes']);
  await home.must(['install', examplePath('invoice'), '--yes']);
  await home.must(['install', guestPath('echo'), '--yes']);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe.each(['legacy', 'modern'])('MCP Inspector in the %s era', (era) => {
  it('lists the installed tools with schemas that clients can carry', async () => {
    const listed = await inspect(era, '--method', 'tools/list', '--strict');
    expect(listed, listed.stderr).toMatchObject({ code: 0 });
    const { tools } = resultOf<{ tools: { name: string; inputSchema: { type: string } }[] }>(listed);
    expect(tools.map(({ name }) => name)).toEqual(['checksum', 'echo', 'invoice']);
    for (const tool of tools) expect(tool.inputSchema.type).toBe('object');
  });

  it('calls a tool and gets structured content and the same as text', async () => {
    const args = ['--tool-name', 'checksum', '--tool-args-json', '{"data":"abc"}'];
    const called = await inspect(era, '--method', 'tools/call', ...args);
    expect(called, called.stderr).toMatchObject({ code: 0 });
    const { content, structuredContent } = resultOf<{
      content: { text: string }[];
      structuredContent: object;
    }>(called);
    expect(structuredContent).toMatchObject({ crc32: '352441c2' });
    expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
  });

  it('calls a typed component with records, lists and variants', async () => {
    const lines = [{ description: 'x', quantity: '3', 'unit-price': '19.99', 'tax-percent': '19' }];
    const args = JSON.stringify({ lines, discount: { tag: 'percent', val: '10' } });
    const called = await inspect(
      era,
      '--method',
      'tools/call',
      '--tool-name',
      'invoice',
      '--tool-args-json',
      args,
    );
    expect(called, called.stderr).toMatchObject({ code: 0 });
    expect(called.stdout).toContain('64.22');
  });

  it('makes 500 calls, ten at a time, without an error', async () => {
    const load = ['--load', '--load-requests', '500', '--load-concurrency', '10'];
    const args = ['--tool-name', 'echo', '--tool-args-json', '{"n":1}'];
    const loaded = await inspect(era, '--method', 'tools/call', ...args, ...load);
    expect(loaded, loaded.stderr + loaded.stdout).toMatchObject({ code: 0 });
    expect(resultOf(loaded)).toMatchObject({ requests: 500, ok: 500, toolErrors: 0, errors: 0 });
  }, 60_000);

  it('gets a wrong argument as a tool error that names the field', async () => {
    const args = ['--tool-name', 'checksum', '--tool-args-json', '{"data":1}'];
    const called = await inspect(era, '--method', 'tools/call', ...args);
    expect(called.code).toBe(5);
    expect(called.stdout + called.stderr).toContain('data');
  });
});
