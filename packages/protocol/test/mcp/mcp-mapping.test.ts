import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ERROR_BLAME,
  NO_PERMISSION,
  kamiError,
  type JsonObject,
  type KamiErrorCode,
  type NetRule,
  type Permission,
  type ToolOutcome,
} from '@kami/types';
import {
  deriveAnnotations,
  errorToMcp,
  isReservedMetaKey,
  mcpToolName,
  toMcpResult,
  toMcpTool,
  wrapOutputSchema,
  wrapStructured,
} from '../../src/index.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const rule = (...methods: string[]): NetRule => ({
  methods,
  scheme: 'https',
  host: 'a.example',
  subdomains: false,
  port: 443,
});
const outcome = (more: Partial<ToolOutcome>): ToolOutcome => ({ content: [], isError: false, ...more });

describe('mcpToolName', () => {
  it.each([
    ['json-query', 'query', true, 'json-query'],
    ['text', 'to-upper', false, 'text_to-upper'],
    ['text', 'kami:demo/text@0.1.0', false, 'text_kami_demo_text_0_1_0'],
    ['a'.repeat(48), 'x', true, 'a'.repeat(48)],
    ['a'.repeat(40), 'long-function', false, `${'a'.repeat(39)}_8a9a69e5`],
  ])('of %s and %s is right', (tool, definition, single, name) => {
    expect(mcpToolName(tool, definition, single, sha256)).toBe(name);
  });

  it('always fits what clients take', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ maxLength: 100 }), (tool, definition) => {
        expect(mcpToolName(tool, definition, false, sha256)).toMatch(/^[A-Za-z0-9_-]{1,48}$/);
      }),
    );
  });
});

describe('deriveAnnotations', () => {
  const mount = (mode: 'ro' | 'rw'): Partial<Permission> => ({
    mounts: [{ name: 'a', hostPath: '/a', mode }],
  });
  it.each<[string, Partial<Permission>, boolean, boolean, boolean]>([
    ['nothing', {}, true, false, false],
    ['a folder for reading', mount('ro'), true, false, false],
    ['a folder for writing', mount('rw'), false, true, false],
    ['a private folder', { privateFolder: true }, false, true, false],
    ['the network for GET', { net: [rule('GET', 'HEAD')] }, false, false, true],
    ['the network for POST', { net: [rule('GET', 'POST')] }, false, true, true],
    ['the network for every method', { net: [rule()] }, false, true, true],
    ['the environment', { env: ['HOME'] }, true, false, false],
  ])('of %s is right', (_what, permission, readOnlyHint, destructiveHint, openWorldHint) => {
    expect(deriveAnnotations({ ...NO_PERMISSION, ...permission })).toEqual({
      readOnlyHint,
      destructiveHint,
      openWorldHint,
    });
  });
});

describe('toMcpTool', () => {
  it('has exactly the keys that MCP knows', () => {
    const inputSchema = { type: 'object', properties: {} };
    const definition = {
      name: 'a',
      title: 'A',
      description: 'Does a.',
      inputSchema,
      outputSchema: { type: 'string' },
    };
    expect(toMcpTool({ mcpName: 'tool_a', definition, permission: NO_PERMISSION })).toEqual({
      name: 'tool_a',
      title: 'A',
      description: 'Does a.',
      inputSchema,
      outputSchema: {
        type: 'object',
        properties: { result: { type: 'string' } },
        required: ['result'],
        additionalProperties: false,
      },
      annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
    });
  });
});

describe('wrapOutputSchema', () => {
  const tree: JsonObject = {
    $defs: { node: { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/$defs/node' } }] } },
    type: 'array',
    items: { anyOf: [{ $ref: '#/$defs/node' }, { $ref: '#' }] },
  };

  it('keeps an object schema, and references of a wrapped one', () => {
    expect(wrapOutputSchema({ type: 'object', $ref: '#/$defs/a' })).toEqual({
      type: 'object',
      $ref: '#/$defs/a',
    });
    const validate = new Ajv2020().compile(wrapOutputSchema(tree));
    expect(validate({ result: [[[null]], []] })).toBe(true);
    expect(validate({ result: [['x']] })).toBe(false);
    expect(validate([])).toBe(false);
  });

  it('wraps results as it wraps the schema', () => {
    expect(wrapStructured({ a: 1 }, { type: 'object' })).toEqual({ a: 1 });
    expect(wrapStructured({ a: 1 }, {})).toEqual({ result: { a: 1 } });
    expect(wrapStructured({ a: 1 }, undefined)).toEqual({ a: 1 });
    expect(wrapStructured([1], undefined)).toEqual({ result: [1] });
  });
});

describe('toMcpResult', () => {
  const text = { type: 'text', text: 'hello' } as const;
  it.each<[string, ToolOutcome, JsonObject | undefined, object]>([
    ['plain text', outcome({ content: [text] }), undefined, { content: [text] }],
    [
      'a failure',
      outcome({ content: [text], isError: true }),
      { type: 'object' },
      { content: [text], isError: true },
    ],
    [
      'an object',
      outcome({ structured: { a: 1 } }),
      { type: 'object' },
      { content: [{ type: 'text', text: '{"a":1}' }], structuredContent: { a: 1 } },
    ],
    [
      'an object with text',
      outcome({ content: [text], structured: { a: 1 } }),
      { type: 'object' },
      { content: [text], structuredContent: { a: 1 } },
    ],
    [
      'a number',
      outcome({ structured: 3 }),
      { type: 'number' },
      { content: [{ type: 'text', text: '3' }], structuredContent: { result: 3 } },
    ],
    ['metadata', outcome({ meta: { a: 1 } }), undefined, { content: [], _meta: { a: 1 } }],
  ])('of %s is right', (_what, given, schema, result) => {
    expect(toMcpResult(given, schema)).toEqual(result);
  });

  it('makes a success without its promised structure an error', () => {
    expect(toMcpResult(outcome({ content: [text] }), { type: 'object' })).toMatchObject({ isError: true });
  });
});

describe('errorToMcp', () => {
  const codes = Object.keys(ERROR_BLAME) as KamiErrorCode[];

  it('maps these codes to errors of the protocol, and every other to a tool error', () => {
    const mapped = codes.flatMap((code) => {
      const failure = errorToMcp(kamiError(code, 'm'));
      return failure.kind === 'protocol-error' ? [[code, failure.code]] : [];
    });
    expect(Object.fromEntries(mapped)).toEqual({
      KAMI_USAGE: -32602,
      KAMI_BUILD_FAILED: -32603,
      KAMI_TOOL_UNKNOWN: -32602,
      KAMI_RESOURCE_UNKNOWN: -32602,
      KAMI_PROMPT_UNKNOWN: -32602,
      KAMI_MANIFEST_INVALID: -32603,
      KAMI_COMPONENT_INVALID: -32603,
      KAMI_IMPORT_UNKNOWN: -32603,
      KAMI_TYPE_UNSUPPORTED: -32603,
      KAMI_NAME_TAKEN: -32603,
      KAMI_LOCK_MISMATCH: -32603,
      KAMI_CONFIG_INVALID: -32603,
      KAMI_SOURCE_UNREADABLE: -32603,
      KAMI_SOURCE_REFUSED: -32603,
      KAMI_WALL_MISSING: -32603,
      KAMI_STORE_CORRUPT: -32603,
      KAMI_STORE_NEWER: -32603,
      KAMI_STORE_FAILED: -32603,
      KAMI_HOME_UNUSABLE: -32603,
      KAMI_SECRETS_UNUSABLE: -32603,
      KAMI_NETWORK_FAILED: -32603,
      KAMI_INTERNAL: -32603,
    });
  });

  it('shows message and hint, never the cause', () => {
    const error = kamiError('KAMI_DENIED', 'no access to a.example', {
      hint: 'kami grant t net=a.example',
      cause: new Error('secret'),
    });
    const failure = errorToMcp(error);
    expect(failure).toEqual({
      kind: 'tool-error',
      result: {
        content: [{ type: 'text', text: 'KAMI_DENIED: no access to a.example\nkami grant t net=a.example' }],
        isError: true,
      },
    });
    expect(JSON.stringify(codes.map((code) => errorToMcp({ ...error, code })))).not.toContain('secret');
  });
});

describe('errorToMcp of what is for the operator alone', () => {
  it.each(['KAMI_STORE_CORRUPT', 'KAMI_STORE_FAILED', 'KAMI_HOME_UNUSABLE', 'KAMI_CONFIG_INVALID'] as const)(
    'says of %s its code and where to look, and nothing of its message or hint',
    (code) => {
      const failure = errorToMcp(kamiError(code, 'The database /home/a/kami.db', { hint: 'see /home/a' }));
      expect(failure).toMatchObject({ kind: 'protocol-error', code: -32603 });
      expect(JSON.stringify(failure)).toContain(`${code}: `);
      expect(JSON.stringify(failure)).toContain('kami doctor');
      expect(JSON.stringify(failure)).not.toContain('/home/a');
    },
  );
});

describe('isReservedMetaKey', () => {
  it.each([
    ['io.modelcontextprotocol/x', true],
    ['modelcontextprotocol.io/x', true],
    ['tools.mcp.com/x', true],
    ['mcp/x', true],
    ['traceparent', true],
    ['com.example/x', false],
    ['com.example.mcp/x', false],
    ['mine', false],
  ])('%s: %s', (key, reserved) => {
    expect(isReservedMetaKey(key)).toBe(reserved);
  });
});
