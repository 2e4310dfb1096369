import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import { serveStdio } from '../src/index.ts';
import { createMemoryToolHost, type MemoryToolHost } from './memory-tool-host.ts';

/** A server in this process and the two streams to it. */
export interface Connection {
  readonly host: MemoryToolHost;
  /** What the client writes. */
  readonly input: PassThrough;
  /** What the server writes. */
  readonly output: PassThrough;
  readonly warnings: unknown[];
  /** Resolves when the server has ended, with the bytes that nobody read. */
  readonly ended: Promise<number>;
  readonly stop: () => void;
}

/** Starts a server on streams in memory. */
export function openConnection(maxMessageBytes?: number, stallMs?: number): Connection {
  const host = createMemoryToolHost();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const warnings: unknown[] = [];
  const controller = new AbortController();
  const ended = serveStdio({
    host,
    input,
    output,
    info: { name: 'kami', version: '0.0.0', instructions: 'Use the tools.' },
    log: { warn: (_message, error) => warnings.push(error) },
    signal: controller.signal,
    ...(maxMessageBytes !== undefined && { maxMessageBytes }),
    ...(stallMs !== undefined && { stallMs }),
  });
  return { host, input, output, warnings, ended, stop: () => controller.abort() };
}

/** A JSON-RPC frame as a test reads it. */
export interface TestFrame {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly result?: { readonly [key: string]: unknown };
  readonly error?: { readonly code: number; readonly message: string };
}

/** Speaks raw frames over a connection. */
export interface RawClient extends Connection {
  write(bytes: string | Uint8Array): void;
  send(frame: object): void;
  next(): Promise<TestFrame>;
  /** Waits for the frame with this id, passing over others. */
  answer(id: string | number): Promise<TestFrame>;
}

/** The request that opens a connection in the legacy era. */
export const handshake = {
  id: 'init',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
} as const;

/** Opens a raw client; unless `fresh`, the legacy handshake has been made. */
export async function openRawClient({
  fresh = false,
  maxMessageBytes,
}: { fresh?: boolean; maxMessageBytes?: number } = {}): Promise<RawClient> {
  const connection = openConnection(maxMessageBytes);
  const lines = createInterface({ input: connection.output })[Symbol.asyncIterator]();
  const client: RawClient = {
    ...connection,
    write: (bytes) => void connection.input.write(bytes),
    send: (frame) => void connection.input.write(`${JSON.stringify({ jsonrpc: '2.0', ...frame })}\n`),
    async next() {
      const line = await lines.next();
      if (line.done === true) throw new Error('the output has ended');
      return JSON.parse(line.value) as TestFrame;
    },
    async answer(id) {
      for (;;) {
        const frame = await client.next();
        if (frame.id === id) return frame;
      }
    },
  };
  if (!fresh) {
    client.send(handshake);
    await client.answer('init');
    client.send({ method: 'notifications/initialized' });
  }
  return client;
}
