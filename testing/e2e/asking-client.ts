import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernHttp,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as LegacyHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

import type { CallAnswer, ServerCommand } from './connect-client.ts';

/** Where a client finds its server. */
export type ServerPlace = ServerCommand | { readonly url: string; readonly token: string };

/** A client behind which somebody answers. */
export interface AskingClient extends AsyncDisposable {
  callTool(name: string, args?: Record<string, unknown>): Promise<CallAnswer>;
  getPrompt(name: string): Promise<unknown>;
}

/** How questions are answered, with what was asked. */
export interface Person {
  elicit(params: Record<string, unknown>): {
    action: 'accept' | 'decline' | 'cancel';
    content?: Record<string, string | number | boolean | string[]>;
  };
}

const identity = { name: 'kami-tests', version: '1.0.0' };
const capabilities = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };
const roots = { roots: [{ uri: 'file:///work', name: 'work' }] };
const sampled = {
  role: 'assistant' as const,
  content: { type: 'text' as const, text: 'Paris' },
  model: 'test-model',
};

/** The client of the maintenance line: the server sends requests of its own. */
export async function connectLegacyPerson(place: ServerPlace, person: Person): Promise<AskingClient> {
  const client = new LegacyClient(identity, { capabilities });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => person.elicit(params));
  client.setRequestHandler(CreateMessageRequestSchema, () => sampled);
  client.setRequestHandler(ListRootsRequestSchema, () => roots);
  const transport =
    'url' in place
      ? new LegacyHttp(new URL(place.url), { requestInit: bearer(place.token) })
      : new LegacyStdio({ ...place, stderr: 'inherit' });
  // The library's own types do not agree with each other under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    callTool: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as CallAnswer,
    getPrompt: async (name) => client.getPrompt({ name }),
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

/** The client of the current line: answers come with another request for the same (2026-07-28). */
export async function connectModernPerson(place: ServerPlace, person: Person): Promise<AskingClient> {
  const client = new ModernClient(identity, {
    capabilities,
    versionNegotiation: { mode: { pin: '2026-07-28' } },
  });
  client.setRequestHandler('elicitation/create', ({ params }) => person.elicit(params));
  client.setRequestHandler('sampling/createMessage', () => sampled);
  client.setRequestHandler('roots/list', () => roots);
  const transport =
    'url' in place
      ? new ModernHttp(new URL(place.url), { requestInit: bearer(place.token) })
      : new ModernStdio({ ...place, stderr: 'inherit' });
  await client.connect(transport);
  return {
    callTool: async (name, args = {}) => client.callTool({ name, arguments: args }),
    getPrompt: async (name) => client.getPrompt({ name }),
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } };
}
