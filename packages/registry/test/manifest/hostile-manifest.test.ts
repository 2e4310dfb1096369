import { describe, expect, it } from 'vitest';
import { parseManifest } from '@kami/registry';
import { manifestText } from './manifest-text.ts';

function faultOf(text: string): {
  readonly field?: unknown;
  readonly line?: unknown;
  readonly message: string;
} {
  const read = parseManifest(text);
  if (read.ok) throw new Error('the manifest was accepted');
  expect(read.error.code).toBe('KAMI_MANIFEST_INVALID');
  return { ...read.error.data, message: read.error.message };
}

describe('bad TOML', () => {
  it.each([
    ['a value without quotes', '[tool]\nid = dev', 2],
    ['an open string', '[tool]\nid = "dev\n', 2],
    ['no text at all but NUL', '\0', 1],
    ['a lone surrogate in a key', '[tool]\n\uD800 = 1', 2],
  ])('%s is refused with its line', (_, text, line) => {
    const fault = faultOf(text);
    expect(fault).toMatchObject({ line, field: '' });
    expect(fault.message).toContain('not valid TOML');
  });

  it('a duplicate key is refused with line and field', () => {
    expect(faultOf('[tool]\nid = "a.b"\nid = "a.c"')).toMatchObject({ line: 3, field: 'id' });
    expect(faultOf('[tool]\n[mcp]\n[tool]')).toMatchObject({ line: 3, field: 'tool' });
  });
});

describe('keys of the object prototype', () => {
  it.each(['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty'])(
    '%s is an unknown key',
    (key) => {
      expect(faultOf(manifestText({ security: `${key} = { fs_access = "sandbox" }` }))).toMatchObject({
        line: 10,
        field: `security.${key}`,
      });
      expect(faultOf(`${manifestText()}[${key}]\nx = 1`)).toMatchObject({ line: 11, field: key });
      expect(Object.hasOwn(Object.prototype, 'fs_access')).toBe(false);
    },
  );
});

describe('path of the component', () => {
  it.each([
    '../x.wasm',
    'a/../../x.wasm',
    '/etc/passwd',
    'C:/x.wasm',
    'C:x.wasm',
    '..\\\\x.wasm',
    '',
    '.',
    './',
    'a//b',
    'a/',
    '~/../x',
    'x.wasm\\u0000',
    'a\\nb',
    'x.wasm ',
    'con:',
    '...',
    `${'a'.repeat(256)}`,
  ])('"%s" is refused', (path) => {
    expect(faultOf(manifestText().replace('fetch_url.wasm', path))).toMatchObject({
      line: 5,
      field: 'tool.wasm',
    });
  });
});

describe('limits', () => {
  it.each([
    'inf',
    '-inf',
    'nan',
    '-1',
    '0',
    '"64"',
    '1e9',
    '64.0',
    '1000000000',
    '0x7fffffffffffffff',
    'true',
    '[64]',
    '1979-05-27',
  ])('max_memory_mb = %s is refused', (value) => {
    const fault = faultOf(manifestText({ security: `max_memory_mb = ${value}` }));
    expect(fault).toMatchObject({ line: 10, column: 17, field: 'security.max_memory_mb' });
    expect(fault.message).toContain('expected an integer from 1 to 4096');
  });

  it.each([
    ['max_memory_mb', 4096],
    ['max_execution_ms', 600_000],
    ['max_output_kb', 65_536],
    ['max_storage_mb', 10_240],
    ['max_concurrency', 64],
  ])('%s goes up to %i and no further', (key, maximum) => {
    expect(parseManifest(manifestText({ security: `${key} = ${maximum}` })).ok).toBe(true);
    expect(faultOf(manifestText({ security: `${key} = ${maximum + 1}` }))).toMatchObject({
      field: `security.${key}`,
    });
  });
});

describe('size and nesting', () => {
  it('5 MB are refused before they are parsed', () => {
    const fault = faultOf(`[[no TOML at all "${'a'.repeat(5_000_000)}"`);
    expect(fault).toMatchObject({ line: 1, message: expect.stringContaining('characters given') as string });
  });

  it('20,000 levels of arrays, inline tables or dotted keys are refused', () => {
    expect(faultOf(`[security]\nenv = ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toMatchObject({
      line: 2,
    });
    expect(faultOf(`x = ${'{ a = '.repeat(20_000)}1${' }'.repeat(20_000)}`)).toMatchObject({ line: 1 });
    expect(faultOf(`${manifestText()}${'a.'.repeat(20_000)}a = 1`)).toMatchObject({
      line: 11,
      field: 'security.a',
    });
    expect(faultOf(`[${'a.'.repeat(20_000)}a]`)).toMatchObject({ line: 1 });
  });
});

describe('wrong types', () => {
  it.each([
    ['tool = 1', 'tool', 1],
    ['[[tool]]\nid = "a.b"', 'tool', 1],
    [manifestText().replace('"fetch-url"', '["fetch-url"]'), 'tool.name', 3],
    [manifestText({ mcp: 'description = 1979-05-27' }), 'mcp.description', 8],
    [manifestText({ mcp: 'arguments = { name = "x" }' }), 'mcp.arguments', 8],
    [manifestText({ mcp: 'arguments = ["x"]' }), 'mcp.arguments[0]', 8],
    [
      manifestText({ mcp: '[[mcp.arguments]]\nname = "x"\ntype = "string"\nrequired = "yes"' }),
      'mcp.arguments[0].required',
      11,
    ],
    [manifestText({ security: 'fs_access = true' }), 'security.fs_access', 10],
    [manifestText({ security: 'fs_access = "rw"' }), 'security.fs_access', 10],
    [manifestText({ security: 'isolation = "thread"' }), 'security.isolation', 10],
    [manifestText({ security: 'net_allow_list = "a.com"' }), 'security.net_allow_list', 10],
    [manifestText({ security: 'net_allow_list = [1]' }), 'security.net_allow_list[0]', 10],
    [manifestText({ security: 'env = [{}]' }), 'security.env[0]', 10],
  ])('%j names the field', (text, field, line) => {
    expect(faultOf(text)).toMatchObject({ field, line });
  });
});

describe('rules that mean too much', () => {
  it.each([
    '*',
    '*.com',
    'a.com/path',
    'a.com:99999',
    'a.com:0',
    'https://u:p@a.com',
    '*.10.0.0.1',
    'ftp://a.com',
    '',
    'a..b',
  ])('"%s" is refused', (rule) => {
    expect(faultOf(manifestText({ security: `net_allow_list = ["${rule}"]` }))).toMatchObject({
      field: 'security.net_allow_list[0]',
    });
  });
});

describe('descriptions', () => {
  it.each([
    ['an escape sequence', 'a\\u001b[31mred'],
    ['a C1 control', 'a\\u009bb'],
    ['tag characters', 'a\\U000E0041\\U000E0042'],
    ['a bidirectional override', 'a\\u202Eb'],
    ['a zero-width space', 'a\\u200Bb'],
    ['a joiner with nothing to join', 'a \\u200D b'],
    ['a run of joiners', 'a\\u200D\\u200C\\u200Db'],
    ['variation selectors of the supplement', 'a\\U000E0101'],
    ['a Hangul filler', 'a\\u3164'],
    ['a private-use character', '\\uE000'],
    ['a carriage return alone', 'a\\rb'],
    ['a null character', 'a\\u0000'],
    ['nothing but blanks', '  '],
  ])('%s is refused', (_, description) => {
    const fault = faultOf(manifestText({ mcp: `description = "${description}"` }));
    expect(fault).toMatchObject({ line: 8, field: 'mcp.description' });
    expect(fault.message).toMatch(/^[\p{L}\p{N}\p{P}\p{S} ]*$/u);
  });

  it('1 MB is refused by field, without repeating it', () => {
    const fault = faultOf(manifestText({ mcp: `description = "${'a'.repeat(1_000_000)}"` }));
    expect(fault).toMatchObject({ line: 8, field: 'mcp.description' });
    expect(fault.message.length).toBeLessThan(300);
  });

  it.each(['Fetches a page.\\nThen\\treads it.', 'می‌خواهم', '👩‍👩‍👧 ❤️ 👍🏽', 'क्‍ष', 'Größe – 日本語', 'a\\r\\nb'])(
    'accepts "%s"',
    (description) => {
      expect(parseManifest(manifestText({ mcp: `description = "${description}"` }))).toMatchObject({
        ok: true,
      });
    },
  );
});
