import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

import { serveCommand, type TestHome } from './kami.ts';

/** What a call through a real client gives. */
export interface CallAnswer {
  readonly content: unknown;
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
}

/** The part of a real client that both eras share. */
export interface ConnectedClient extends AsyncDisposable {
  readonly era: 'legacy' | 'modern';
  listTools(): Promise<readonly { readonly name: string }[]>;
  callTool(name: string, args: Record<string, unknown>): Promise<CallAnswer>;
}

/** How a client starts its server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** The home that a client's server uses. */
export type ClientHome = Pick<TestHome, 'env'>;

const identity = { name: 'kami-tests', version: '1.0.0' };
const modernRevision = '2026-07-28';

/** The client of the maintenance line: protocol revisions up to 2025-11-25, opened by `initialize`. */
export async function connectLegacy(
  home: ClientHome,
  server: ServerCommand = serverOf(home),
): Promise<ConnectedClient> {
  const client = new LegacyClient(identity);
  await client.connect(new LegacyTransport({ ...server, stderr: 'inherit' }));
  return {
    era: 'legacy',
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, args) => (await client.callTool({ name, arguments: args })) as CallAnswer,
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

/** The client of the current line, pinned to the stateless revision, so that it cannot fall back. */
export async function connectModern(
  home: ClientHome,
  server: ServerCommand = serverOf(home),
): Promise<ConnectedClient> {
  const client = new ModernClient(identity, { versionNegotiation: { mode: { pin: modernRevision } } });
  await client.connect(new ModernTransport({ ...server, stderr: 'inherit' }));
  return {
    era: client.getNegotiatedProtocolVersion() === modernRevision ? 'modern' : 'legacy',
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, args) => client.callTool({ name, arguments: args }),
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

function serverOf(home: ClientHome): ServerCommand {
  const [command, ...args] = serveCommand;
  return { command, args, env: home.env };
}
