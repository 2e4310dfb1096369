import { afterEach, describe, expect, it } from 'vitest';
import * as core from 'zod/v4/core';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { describeDefinitions } from '../../src/describe/describe-entry.ts';
import { defineResource } from '../../src/feature/define-resource.ts';
import { defineTool } from '../../src/tool/define-tool.ts';
import { onDefinition } from '../../src/tool/definition-hook.ts';
import type { EntryDescriber } from '../../src/describe/describe-entry.ts';
import type { Limits, Requests } from '../../src/tool/requests.ts';
import type { Schema } from '../../src/tool/schema.ts';

const begin = (): EntryDescriber => describeDefinitions({ zod: core.toJSONSchema as never });
afterEach(() => {
  onDefinition(() => undefined);
});

const tool = (name: string, description = 'Does it.') =>
  defineTool({ name, description, input: z.object({ a: z.string().optional() }), run: () => 'x' });

describe('describeDefinitions', () => {
  it('describes tools with JSON Schemas of the input and the output side', () => {
    const describer = begin();
    const count = defineTool({
      name: 'count',
      title: 'Count',
      description: 'Counts.',
      input: z.object({ text: z.string(), from: z.int().min(0).default(0) }),
      output: z.object({ count: z.int().default(1) }),
      run: () => ({}),
    });
    const [definition] = describer.describe({ count }).definitions;
    expect(definition).toMatchObject({ name: 'count', title: 'Count', description: 'Counts.' });
    expect(JSON.parse(definition?.inputSchema ?? '')).toEqual({
      type: 'object',
      properties: {
        text: { type: 'string' },
        from: { type: 'integer', minimum: 0, maximum: 2 ** 53 - 1, default: 0 },
      },
      required: ['text'],
    });
    expect(JSON.parse(definition?.outputSchema ?? '')).toMatchObject({ type: 'object', required: ['count'] });
  });

  it('writes schemas of libraries that do not do it themselves, and says what is missing for others', () => {
    const describer = begin();
    const input = mini.object({ name: mini.string() });
    const greet = defineTool({ name: 'greet', description: 'Greets.', input, run: ({ name }) => name });
    expect(JSON.parse(describer.describe({ greet }).definitions[0]?.inputSchema ?? '')).toMatchObject({
      properties: { name: { type: 'string' } },
    });
    const from = (vendor: string) => () => {
      const other: Schema = { '~standard': { version: 1, vendor, validate: (value) => ({ value }) } };
      return defineTool({ name: 'a', description: 'b', input: other, run: () => 'x' });
    };
    expect(from('valibot')).toThrow('npm install @valibot/to-json-schema');
    expect(from('other')).toThrow('"other" has no Standard JSON Schema');
  });

  it.each([
    [{ name: undefined }, 'A tool needs a name'],
    [{ description: 7 }, 'The tool "a" needs a description'],
    [{ run: 'x' }, 'The tool "a" needs run'],
    [{ input: { type: 'object' } }, 'The tool "a" needs an input schema'],
    [{ input: undefined }, 'The tool "a" needs an input schema'],
    [{ output: { type: 'object' } }, 'The tool "a" needs a schema as output'],
  ])('says what is missing where no types were checked: %j', (wrong, message) => {
    begin();
    const written = { name: 'a', description: 'b', input: z.object({}), run: () => 'x', ...wrong };
    expect(() => void Reflect.apply(defineTool, undefined, [written])).toThrow(message);
  });

  it.each(['', 'two words', 'ü', 'a'.repeat(49), 'a/b'])(
    'refuses the name "%s" where it is defined',
    (name) => {
      begin();
      expect(() => tool(name)).toThrow(/must be 1 to 48/);
    },
  );

  it('refuses an empty description, a root that is no object, and what JSON Schema cannot say', () => {
    begin();
    const define = (input: z.ZodType) => () =>
      defineTool({ name: 'a', description: 'b', input, run: () => 'x' });
    expect(() => tool('a', ' ')).toThrow(/needs a description/);
    expect(define(z.string())).toThrow('The input schema of the tool "a" must be an object at its root');
    expect(define(z.union([z.string(), z.number()]))).toThrow('not a choice of types');
    expect(define(z.object({ when: z.date() }))).toThrow(/cannot be written as JSON Schema/);
  });

  it('unites what tools and resources ask for', () => {
    const describer = begin();
    const entry = {
      one: defineTool({
        name: 'one',
        description: 'b',
        input: z.object({}),
        requests: { net: ['b.example', 'a.example'], files: 'read-only', config: ['K'] },
        limits: { executionMs: 10, concurrency: 2, isolation: 'process' },
        run: () => 'x',
      }),
      two: defineTool({
        name: 'two',
        description: 'b',
        input: z.object({}),
        requests: { net: ['a.example'], files: 'sandbox', secrets: ['S'] },
        limits: { executionMs: 20, concurrency: 1 },
        run: () => 'x',
      }),
      kept: defineResource({ uri: 'a://b', name: 'b', requests: { secretsRead: ['T'] }, read: () => 'x' }),
    };
    expect(describer.describe(entry).asked).toEqual({
      net: ['a.example', 'b.example'],
      files: 'sandbox',
      config: ['K'],
      secrets: ['S'],
      secretsRead: ['T'],
      limits: { executionMs: 20, concurrency: 1, isolation: 'process' },
    });
    expect(describer.describe({ one: tool('plain') }).asked).toMatchObject({
      net: [],
      files: 'none',
      limits: {},
    });
  });

  it.each([
    [{ net: 'example.com' }, 'requests.net must be a list of texts'],
    [{ network: [] }, '"network" cannot be requested; there are: net'],
    [{ files: 'all' }, 'requests.files must be'],
  ])('refuses %j, which only types would', (requests, message) => {
    begin();
    const untyped = requests as Requests;
    expect(() => defineResource({ uri: 'a://b', name: 'b', requests: untyped, read: () => '' })).toThrow(
      message,
    );
  });

  it.each([
    [{ memory: 64 }, '"memory" is no limit; there are: memoryMb'],
    [{ memoryMb: '64' }, 'limits.memoryMb must be a whole number'],
    [{ executionMs: 0 }, 'limits.executionMs must be a whole number'],
    [{ concurrency: 1.5 }, 'limits.concurrency must be a whole number'],
    [{ isolation: 'thread' }, 'limits.isolation must be'],
  ])('refuses the limits %j, which only types would', (limits, message) => {
    begin();
    const untyped = limits as Limits;
    const define = () =>
      defineTool({ name: 'a', description: 'A.', input: z.object({}), limits: untyped, run: () => 'x' });
    expect(define).toThrow(message);
  });
});
