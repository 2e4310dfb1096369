import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** A request with every header as the test wants it. */
export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Sends a request and resolves when its answer has begun: for answers that go on. `Host` is set unless given. */
export async function openRaw(port: number, raw: RawRequest): Promise<IncomingMessage> {
  const { method = raw.body === undefined ? 'GET' : 'POST', path = '/mcp', headers = {}, body } = raw;
  const request = sendRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    agent: false,
    headers: { ...headers },
  });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('close', () => request.destroy()).on('error', () => undefined);
  return answer;
}

/** Sends a request and gives its whole answer. */
export async function sendRaw(port: number, raw: RawRequest): Promise<RawAnswer> {
  const answer = await openRaw(port, raw);
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() };
}

/** Sends bytes as they are and gives all that comes back until the server closes the connection. */
export async function sendBytes(port: number, bytes: string): Promise<string> {
  const socket = await openSocket(port);
  socket.write(bytes, 'latin1');
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  await once(socket, 'close');
  return received;
}

/** Opens a connection and sends nothing. */
export async function openSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when a connection is closed, by a reset too. */
export async function untilClosed(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
}
