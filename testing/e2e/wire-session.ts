import { createInterface } from 'node:readline';

import type { KamiResult, TestHome } from './kami.ts';
import { type RunningCommand, startKami } from './running-command.ts';

/** The two ways of MCP: opened by `initialize`, and stateless with an envelope in each request. */
export type Era = 'legacy' | 'modern';
/** Both of them, for what must hold in each. */
export const eras: readonly Era[] = ['legacy', 'modern'];

/** A message as a server sends it. */
export interface WireMessage {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A client of `kami serve` that writes what it likes; the server is killed when it is disposed. */
export interface WireSession extends AsyncDisposable {
  readonly server: RunningCommand;
  /** Writes bytes as they are; resolves when the pipe took them. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** Sends a request or a notification, with the era's envelope. */
  send(message: { readonly method: string; readonly id?: unknown; readonly params?: object }): Promise<void>;
  /** The next message of the server, whatever it is. */
  next(): Promise<WireMessage>;
  /** The next message with this id; those before it are passed over. */
  answer(id: string | number): Promise<WireMessage>;
  /** The next notification with this method; messages before it are passed over. */
  notification(method: string): Promise<WireMessage>;
  /** Closes the server's input and gives how it ended. */
  close(): Promise<KamiResult>;
}

/** The `_meta` of a request of revision 2026-07-28. */
export const envelope: Readonly<Record<string, unknown>> = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'kami-tests', version: '1.0.0' },
};

const opening = {
  method: 'initialize',
  id: 'open',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'kami-tests', version: '1.0.0' },
  },
};

/** Starts `kami serve` and opens a session of this era; `unopened` sends nothing, not even `initialize`. */
export async function openWire(
  home: Pick<TestHome, 'env'>,
  era: Era,
  options: { readonly unopened?: boolean; readonly args?: readonly string[] } = {},
): Promise<WireSession> {
  const server = startKami(home, ['serve', ...(options.args ?? [])]);
  const lines = createInterface({ input: server.child.stdout })[Symbol.asyncIterator]();
  const until = async (wanted: (message: WireMessage) => boolean): Promise<WireMessage> => {
    for (;;) {
      const line = await lines.next();
      if (line.done === true) throw new Error(`the server ended: ${(await server.ended).stderr}`);
      const message = JSON.parse(line.value) as WireMessage;
      if (wanted(message)) return message;
    }
  };
  const session: WireSession = {
    server,
    async write(bytes) {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.child.stdin.write(bytes, () => {
        resolve();
      });
      return promise;
    },
    async send({ params = {}, ...message }) {
      const given = params as { readonly _meta?: object };
      const meta = era === 'modern' ? { _meta: { ...envelope, ...given._meta } } : {};
      const whole = { jsonrpc: '2.0', ...message, params: { ...given, ...meta } };
      return session.write(`${JSON.stringify(whole)}\n`);
    },
    next: async () => until(() => true),
    answer: async (id) => until((message) => message.id === id && message.method === undefined),
    notification: async (method) => until((message) => message.method === method),
    async close() {
      server.child.stdin.end();
      return server.ended;
    },
    [Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
  };
  if (era === 'modern' || options.unopened === true) return session;
  await session.send(opening);
  await session.answer('open');
  await session.send({ method: 'notifications/initialized' });
  return session;
}
