import { createInterface } from 'node:readline';

import type { KamiResult, TestHome } from './kami.ts';
import { type RunningCommand, startKami } from './running-command.ts';

/** A JSON-RPC message as a server sends it. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A session with `kami serve` over plain pipes, frame by frame. */
export interface McpSession extends AsyncDisposable {
  readonly server: RunningCommand;
  /** Sends a request and gives its answer. */
  request(method: string, params?: object): Promise<Message>;
  /** The id of the newest request. */
  readonly newestId: number;
  notify(method: string, params?: object): void;
  /** Resolves at the next notification of this method, from now on. */
  notification(method: string): Promise<void>;
  /** Closes the server's input and gives how it ended. */
  close(): Promise<KamiResult>;
}

/** Starts `kami serve ARGS` and opens a session of revision 2025-11-25 by `initialize`. */
export async function openSession(home: TestHome, args: readonly string[] = []): Promise<McpSession> {
  const server = startKami(home, ['serve', ...args]);
  const answers = new Map<number, (message: Message) => void>();
  const listeners = new Map<string, () => void>();
  createInterface({ input: server.child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.id !== undefined) answers.get(message.id)?.(message);
    else if (message.method !== undefined) listeners.get(message.method)?.();
  });
  let nextId = 1;
  const send = (message: object): void => {
    server.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  const session: McpSession = {
    server,
    async request(method, params = {}) {
      const id = nextId++;
      const { promise, resolve } = Promise.withResolvers<Message>();
      answers.set(id, resolve);
      send({ id, method, params });
      return promise;
    },
    get newestId() {
      return nextId - 1;
    },
    notify: (method, params = {}) => {
      send({ method, params });
    },
    async notification(method) {
      const { promise, resolve } = Promise.withResolvers<void>();
      listeners.set(method, resolve);
      return promise;
    },
    async close() {
      server.child.stdin.end();
      return server.ended;
    },
    [Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
  };
  const clientInfo = { name: 'kami-tests', version: '1.0.0' };
  const opened = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const answer = await session.request('initialize', opened);
  if (answer.result?.['protocolVersion'] !== '2025-11-25') throw new Error(JSON.stringify(answer));
  session.notify('notifications/initialized');
  return session;
}
