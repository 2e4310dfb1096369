import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  LoggingMessageNotificationSchema,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';

import type { ClientHome } from './connect-client.ts';
import { serveCommand } from './kami.ts';

/** The part of the two SDK clients that their tests use; both have these methods with these meanings. */
export type FeatureClient = Pick<
  LegacyClient,
  | 'listResources'
  | 'listResourceTemplates'
  | 'readResource'
  | 'listPrompts'
  | 'getPrompt'
  | 'complete'
  | 'getServerCapabilities'
  | 'close'
> & {
  listTools(): Promise<{ readonly tools: readonly object[] }>;
  callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<unknown>;
};

/** A client of one era, and how it hears of things there. */
export interface ConnectedFeatures extends AsyncDisposable {
  readonly client: FeatureClient;
  /** Wants to hear of updates of a resource; resolves at the first, after `act`. */
  updateAfter(uri: string, act: () => Promise<unknown>): Promise<string>;
  /** Wants to hear of changes of the list of resources; resolves at the first, after `act`. */
  listChangeAfter(act: () => Promise<unknown>): Promise<void>;
  /** The log lines of a call at this level and above, as the client gets them. */
  logOf(level: 'debug' | 'error', tool: string): Promise<readonly unknown[]>;
}

const identity = { name: 'kami-tests', version: '1.0.0' };
const [command, ...args] = serveCommand;

/** The client of the maintenance line, revision 2025-11-25. */
export async function connectLegacyFeatures(home: ClientHome): Promise<ConnectedFeatures> {
  const client = new LegacyClient(identity);
  await client.connect(new LegacyTransport({ command, args, env: home.env, stderr: 'inherit' }));
  return {
    client,
    async updateAfter(uri, act) {
      const { promise, resolve } = Promise.withResolvers<string>();
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => resolve(params.uri));
      await client.subscribeResource({ uri });
      await act();
      const updated = await promise;
      await client.unsubscribeResource({ uri });
      return updated;
    },
    async listChangeAfter(act) {
      const { promise, resolve } = Promise.withResolvers<void>();
      client.setNotificationHandler(ResourceListChangedNotificationSchema, () => resolve());
      await act();
      await promise;
    },
    async logOf(level, tool) {
      const lines: unknown[] = [];
      client.setNotificationHandler(
        LoggingMessageNotificationSchema,
        ({ params }) => void lines.push(params),
      );
      await client.setLoggingLevel(level);
      await client.callTool({ name: tool });
      return lines;
    },
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

/** The client of the current line, pinned to 2026-07-28. */
export async function connectModernFeatures(home: ClientHome): Promise<ConnectedFeatures> {
  const client = new ModernClient(identity, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new ModernTransport({ command, args, env: home.env, stderr: 'inherit' }));
  return {
    client: client as unknown as FeatureClient,
    async updateAfter(uri, act) {
      const { promise, resolve } = Promise.withResolvers<string>();
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => resolve(params.uri));
      await client.listen({ resourceSubscriptions: [uri] });
      await act();
      return promise;
    },
    async listChangeAfter(act) {
      const { promise, resolve } = Promise.withResolvers<void>();
      client.setNotificationHandler('notifications/resources/list_changed', () => resolve());
      await client.listen({ resourcesListChanged: true });
      await act();
      await promise;
    },
    async logOf(level, tool) {
      const lines: unknown[] = [];
      client.setNotificationHandler('notifications/message', ({ params }) => void lines.push(params));
      const _meta = { 'io.modelcontextprotocol/logLevel': level };
      await client.callTool({ name: tool, _meta });
      return lines;
    },
    [Symbol.asyncDispose]: async () => client.close(),
  };
}
