import type { Readable, Writable } from 'node:stream';
import type { ToolHost } from '@kami/runtime';
import { MAX_ARGUMENT_BYTES } from '@kami/protocol';
import { serveStdio as serveConnection } from '@modelcontextprotocol/server/stdio';
import { createClientDialogues } from './asking/client-dialogues.ts';
import { createFramedTransport } from './frame/framed-transport.ts';
import { announceChanges } from './server/announce-changes.ts';
import { createResourceSubscriptions } from './server/resource-subscriptions.ts';
import { createMcpServer, type ServerInfo } from './server/create-mcp-server.ts';
import { createRunningWork } from './server/running-work.ts';

/** Default bound of one message: the arguments' bound and room for the frame around them. */
export const DEFAULT_MAX_MESSAGE_BYTES: number = MAX_ARGUMENT_BYTES + 64 * 1024;

/** Default of how long a client may take nothing that was sent to it. */
export const DEFAULT_STALL_MS = 60_000;

/** How long the last answers have to be read once a connection has ended. */
const FLUSH_MS = 2000;

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
  /** How long the client may take no frame while some wait (milliseconds). */
  readonly stallMs?: number;
  /** Most items in a page of a list. */
  readonly pageSize?: number;
}

/**
 * Serves MCP over two streams, in both eras (2024-11-05 to 2025-11-25, and 2026-07-28; the client's
 * first message decides). Resolves when the input has ended, the output broke, nobody reads it or `signal`
 * fired, and every call in flight, cancelled by that, has come back; with the bytes that nobody read. Does
 * not dispose of the host.
 */
export async function serveStdio(options: ServeStdioOptions): Promise<number> {
  const { host, input, output, info, log, signal, pageSize } = options;
  const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES, stallMs = DEFAULT_STALL_MS } = options;
  const onError = (error: unknown): void => log.warn('mcp connection', error);
  const running = createRunningWork();
  const dialogues = createClientDialogues('stdio');

  const streams = { input, output, maxMessageBytes, stallMs, onError };
  const framed = createFramedTransport(streams);
  const connection = serveConnection(
    async ({ era }) => {
      const subscriptions = createResourceSubscriptions(era);
      if (era === 'legacy') framed.useLegacyErrors();
      const { track } = running;
      const parts = { host, info, principal: 'stdio', pageSize, onError, track, subscriptions, dialogues };
      const server = await createMcpServer(parts);
      announceChanges(server, parts, era === 'modern');
      return server;
    },
    { transport: framed.transport, onerror: onError },
  );
  const stop = (): void => void connection.close().catch(onError);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  await framed.ended;
  signal.removeEventListener('abort', stop);
  dialogues[Symbol.dispose]();
  await running.settled();
  return framed.flush(FLUSH_MS);
}
