import { globSync } from 'node:fs';
import { dirname } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectModern, type ConnectedClient } from '../e2e/connect-client.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';
import { exampleCalls, type ExampleCall } from './example-calls.ts';
import { installAllExamples } from './install-all.ts';
import { startLocalService, type LocalService } from './local-service.ts';

const home = makeTestHome();
let service: LocalService;
let client: ConnectedClient;
let names: readonly string[];

beforeAll(async () => {
  service = await startLocalService();
  home.env['WEATHER_URL'] = service.url;
  await installAllExamples(home, service);
  client = await connectModern(home);
  names = (await client.listTools()).map(({ name }) => name);
}, 120_000);

afterAll(async () => {
  await client[Symbol.asyncDispose]();
  service[Symbol.dispose]();
  home[Symbol.dispose]();
});

const CALLS = exampleCalls('').map(
  ({ tool, definition }, index) => [`${tool}/${definition}`, index] as const,
);

/** A pattern in an expected answer stands for a text that matches it. */
const withPatterns = (value: unknown): unknown => {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (Array.isArray(value)) return value.map(withPatterns);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPatterns(inner)]));
};

describe('the examples, through a client of MCP', () => {
  it('have a call each', () => {
    const folders = globSync('*/tool.toml', { cwd: examplePath('.') }).map((path) => dirname(path));
    expect(new Set(exampleCalls('').map(({ example }) => example))).toEqual(new Set(folders));
    expect(folders).toHaveLength(10);
  });

  it.each(CALLS)('%s gives its real answer', async (_name, index) => {
    const { tool, definition, args, answer } = exampleCalls(service.url)[index] as ExampleCall;
    const name = names.includes(tool) ? tool : `${tool}_${definition}`;
    const given = await client.callTool(name, args);
    expect(given.isError ?? false, JSON.stringify(given.content)).toBe(false);
    expect(given).toMatchObject(withPatterns(answer) as object);
  });

  it('say what to do where a call fails', async () => {
    const { isError, content } = await client.callTool('weather-local', { cities: ['Nowhere'] });
    expect({ isError, content }).toMatchObject({
      isError: true,
      content: [
        { text: 'The weather service does not know "Nowhere". Add the country, such as "Paris, France"' },
      ],
    });
  });
});
