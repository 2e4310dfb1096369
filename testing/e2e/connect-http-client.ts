import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

import type { CallAnswer } from './connect-client.ts';

/** A real client over HTTP. */
export interface HttpClient extends AsyncDisposable {
  readonly era: 'legacy' | 'modern';
  listTools(): Promise<readonly string[]>;
  callTool(name: string, args: Record<string, unknown>, options?: HttpCallOptions): Promise<CallAnswer>;
  /** Calls back at each change of the list, once the server was told that somebody listens. */
  onListChanged(listener: () => void): Promise<void>;
}

/** What a client wants of one call. */
export interface HttpCallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for the answer; 60,000 unless said. */
  readonly timeout?: number;
  readonly onprogress?: (progress: { readonly progress: number }) => void;
}

const identity = { name: 'kami-tests', version: '1.0.0' };
const modernRevision = '2026-07-28';

/** The client of the maintenance line: revisions up to 2025-11-25, with a session. */
export async function connectLegacyHttp(url: string, token: string): Promise<HttpClient> {
  const client = new LegacyClient(identity);
  const transport = new LegacyTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  // The library's own types do not agree with each other under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    era: 'legacy',
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    callTool: async (name, args, options = {}) =>
      (await client.callTool({ name, arguments: args }, undefined, options)) as CallAnswer,
    onListChanged: async (listener) => {
      client.setNotificationHandler(ToolListChangedNotificationSchema, listener);
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
}

/** The client of the current line, pinned to the stateless revision, so that it cannot fall back. */
export async function connectModernHttp(url: string, token: string): Promise<HttpClient> {
  const client = new ModernClient(identity, { versionNegotiation: { mode: { pin: modernRevision } } });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new ModernTransport(new URL(url), { requestInit: { headers } }));
  return {
    era: client.getNegotiatedProtocolVersion() === modernRevision ? 'modern' : 'legacy',
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    callTool: async (name, args, options = {}) => client.callTool({ name, arguments: args }, options),
    onListChanged: async (listener) => {
      client.setNotificationHandler('notifications/tools/list_changed', listener);
      await client.listen({ toolsListChanged: true });
    },
    [Symbol.asyncDispose]: async () => client.close(),
  };
}
