import type { Readable, Writable } from 'node:stream';
import type { ToolHost } from '@kami/runtime';
import { MAX_ARGUMENT_BYTES } from '@kami/protocol';
import { serveStdio as serveConnection } from '@modelcontextprotocol/server/stdio';
import { createFramedTransport } from './frame/framed-transport.ts';
import { announceChanges } from './server/announce-changes.ts';
import { createResourceSubscriptions } from './server/resource-subscriptions.ts';
import { createMcpServer, type ServerInfo } from './server/create-mcp-server.ts';
import { createRunningWork } from './server/running-work.ts';

/** Default bound of one message: the arguments' bound and room for the frame around them. */
export const DEFAULT_MAX_MESSAGE_BYTES: number = MAX_ARGUMENT_BYTES + 64 * 1024;

/** Where a server tells what went wrong out of band; never standard output. */
export interface ServerLog {
  warn(message: string, error: unknown): void;
}

/** What `serveStdio` needs. */
export interface ServeStdioOptions {
  readonly host: ToolHost;
  readonly input: Readable;
  /** Carries frames and nothing else. */
  readonly output: Writable;
  readonly info: ServerInfo;
  readonly log: ServerLog;
  /** Ends the connection. */
  readonly signal: AbortSignal;
  readonly maxMessageBytes?: number;
}

/**
 * Serves MCP over two streams, in both eras (2024-11-05 to 2025-11-25, and 2026-07-28; the client's
 * first message decides). Resolves when the input has ended, the output broke or `signal` fired, and
 * every call in flight, cancelled by that, has come back. Does not dispose of the host.
 */
export async function serveStdio(options: ServeStdioOptions): Promise<void> {
  const { host, input, output, info, log, signal, maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES } = options;
  const onError = (error: unknown): void => log.warn('mcp connection', error);
  const running = createRunningWork();

  const { transport, ended, useLegacyErrors } = createFramedTransport({
    input,
    output,
    maxMessageBytes,
    onError,
  });
  const connection = serveConnection(
    ({ era }) => {
      const subscriptions = createResourceSubscriptions(era);
      if (era === 'legacy') useLegacyErrors();
      const parts = { host, info, principal: 'stdio', onError, track: running.track, subscriptions };
      const server = createMcpServer(parts);
      announceChanges(server, parts, era === 'modern');
      return server;
    },
    { transport, onerror: onError },
  );
  const stop = (): void => void connection.close().catch(onError);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  await ended;
  signal.removeEventListener('abort', stop);
  await running.settled();
}
