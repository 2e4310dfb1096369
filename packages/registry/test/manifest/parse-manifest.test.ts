import { describe, expect, it } from 'vitest';
import { parseManifest } from '@kami/registry';
import { manifestText } from './manifest-text.ts';

const FULL = `
[tool]
id = "dev.example.fetch-url"
name = "fetch-url"
version = "1.0.0"
wasm = "dist/fetch_url.wasm"
kami = ">=0.1"

[mcp]
title = "Fetch a URL"
description = "Fetches content from a URL"

[[mcp.arguments]]
name = "url"
type = "string"
description = "The URL to fetch"
required = true

[[mcp.arguments]]
name = "depth"
type = "integer"

[security]
net_allow_list = ["*.example.com", "GET,HEAD http://api.github.com:8080"]
fs_access = "read-only"
env = ["LANG"]
secrets = ["github-token"]
secrets_read = ["signing-key"]
max_memory_mb = 128
max_execution_ms = 600000
max_output_kb = 2048
max_storage_mb = 1
max_concurrency = 64
`;

describe('parseManifest', () => {
  it('reads every key', () => {
    expect(parseManifest(FULL)).toEqual({
      ok: true,
      value: {
        id: 'dev.example.fetch-url',
        name: 'fetch-url',
        version: '1.0.0',
        wasm: 'dist/fetch_url.wasm',
        kami: '>=0.1',
        title: 'Fetch a URL',
        description: 'Fetches content from a URL',
        tools: [
          {
            arguments: [
              { name: 'url', type: 'string', description: 'The URL to fetch', required: true },
              { name: 'depth', type: 'integer', required: false },
            ],
          },
        ],
        security: {
          net: [
            { methods: [], scheme: 'https', host: 'example.com', subdomains: true, port: 443 },
            {
              methods: ['GET', 'HEAD'],
              scheme: 'http',
              host: 'api.github.com',
              subdomains: false,
              port: 8080,
            },
          ],
          fsAccess: 'read-only',
          env: ['LANG'],
          secrets: ['github-token'],
          secretsRead: ['signing-key'],
        },
        limits: {
          maxMemoryMb: 128,
          maxExecutionMs: 600_000,
          maxOutputKb: 2048,
          maxStorageMb: 1,
          maxConcurrency: 64,
        },
      },
    });
  });

  it('fills in defaults: nothing asked for, four calls at once', () => {
    const read = parseManifest('[tool]\nid = "a.b"\nname = "b"\nversion = "0.1.0"\nwasm = "b.wasm"');
    expect(read).toMatchObject({
      ok: true,
      value: {
        tools: [],
        security: { net: [], fsAccess: 'none', env: [], secrets: [] },
        limits: {
          maxMemoryMb: 64,
          maxExecutionMs: 5000,
          maxOutputKb: 1024,
          maxStorageMb: 64,
          maxConcurrency: 4,
        },
      },
    });
  });

  it('gives a tool with a private folder one call at a time, and refuses more', () => {
    const alone = parseManifest(manifestText({ security: 'fs_access = "sandbox"' }));
    expect(alone.ok && alone.value.limits.maxConcurrency).toBe(1);
    const many = parseManifest(manifestText({ security: 'fs_access = "sandbox"\nmax_concurrency = 2' }));
    expect(many).toMatchObject({
      ok: false,
      error: { data: { field: 'security.max_concurrency', line: 11, column: 19 } },
    });
  });

  it.each([
    ['', undefined],
    ['isolation = "shared"', undefined],
    ['isolation = "process"', 'process'],
  ])('reads %j: whether every call has a process of its own', (security, isolation) => {
    const read = parseManifest(manifestText({ security }));
    expect(read.ok && read.value.security.isolation).toBe(isolation);
  });

  it('reads several functions', () => {
    const mcp =
      '[[mcp.tools]]\nfunction = "get"\nname = "fetch"\n[[mcp.tools.arguments]]\nname = "u"\ntype = "string"\n[[mcp.tools]]\nfunction = "put"\ntitle = "Put"';
    const read = parseManifest(manifestText({ mcp }));
    expect(read.ok && read.value.tools).toEqual([
      { function: 'get', name: 'fetch', arguments: [{ name: 'u', type: 'string', required: false }] },
      { function: 'put', title: 'Put' },
    ]);
  });

  it('reads inline tables and dotted keys as the same', () => {
    const read = parseManifest(
      'tool = { id = "a.b", name = "b", version = "1.0.0", wasm = "./b.wasm".x }'.replace(
        '"./b.wasm".x',
        '"b.wasm"',
      ) + '\nmcp.arguments = [{ name = "x", type = "array" }]\nsecurity.max_memory_mb = 1',
    );
    expect(read).toMatchObject({
      ok: true,
      value: { limits: { maxMemoryMb: 1 }, tools: [{ arguments: [{ name: 'x' }] }] },
    });
  });

  it.each([
    ['a missing table', '', 'tool.id', 1, 1],
    ['a missing key', '[tool]\nname = "b"\nversion = "1.0.0"\nwasm = "b.wasm"', 'tool.id', 1, 1],
    [
      'an id in capitals',
      manifestText({ tool: '' }).replace('dev.example.fetch-url', 'dev.Example.x'),
      'tool.id',
      2,
      6,
    ],
    ['a version that is none', manifestText().replace('1.0.0', '1.0'), 'tool.version', 4, 11],
    ['a KAMI range that is none', manifestText({ tool: 'kami = "^1"' }), 'tool.kami', 6, 8],
    ['an unknown table', `${manifestText()}[extra]\nx = 1`, 'extra', 11, 1],
    ['an unknown key', manifestText({ security: '  net_allowlist = []' }), 'security.net_allowlist', 10, 3],
    ['a variable that is none', manifestText({ security: 'env = ["A", "B C"]' }), 'security.env[1]', 10, 13],
    ['a secret twice', manifestText({ security: 'secrets = ["a",\n "a"]' }), 'security.secrets[1]', 11, 2],
    [
      'a rule twice in two spellings',
      manifestText({ security: 'net_allow_list = ["a.com", "https://A.com:443"]' }),
      'security.net_allow_list[1]',
      10,
      28,
    ],
    [
      'an argument twice',
      manifestText({ mcp: 'arguments = [{ name = "x", type = "string" }, { name = "x", type = "string" }]' }),
      'mcp.arguments[1].name',
      8,
      56,
    ],
    [
      'an argument of an unknown type',
      manifestText({ mcp: '[[mcp.arguments]]\nname = "x"\ntype = "str"' }),
      'mcp.arguments[0].type',
      10,
      8,
    ],
    [
      'an argument named constructor',
      manifestText({ mcp: '[[mcp.arguments]]\nname = "constructor"\ntype = "string"' }),
      'mcp.arguments[0].name',
      9,
      8,
    ],
    [
      'a function twice',
      manifestText({ mcp: '[[mcp.tools]]\nfunction = "f"\n[[mcp.tools]]\nfunction = "f"' }),
      'mcp.tools[1].function',
      11,
      12,
    ],
    [
      'several functions, one without its name',
      manifestText({ mcp: '[[mcp.tools]]\nfunction = "f"\n[[mcp.tools]]\ntitle = "x"' }),
      'mcp.tools[1].function',
      10,
      1,
    ],
    [
      'arguments beside tools',
      manifestText({ mcp: 'tools = [{ function = "f" }]\narguments = []' }),
      'mcp.arguments',
      9,
      1,
    ],
  ])('names line, column and field of %s', (_, text, field, line, column) => {
    const read = parseManifest(text);
    expect(read.ok ? 'accepted' : read.error.data).toEqual({ field, line, column });
    expect(!read.ok && read.error.message).toMatch(`tool.toml:${line}:${column}: field \`${field}\`: `);
  });

  it('reports the first problem in the order of the text', () => {
    const read = parseManifest(manifestText({ mcp: 'titel = "x"', security: 'max_memory_mb = 0' }));
    expect(read).toMatchObject({
      ok: false,
      error: { message: 'tool.toml:8:1: field `mcp.titel`: is unknown, did you mean title?' },
    });
  });
});
