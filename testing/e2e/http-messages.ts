import { openRaw, sendRaw, type RawAnswer, type RawRequest } from './raw-http.ts';
import type { IncomingMessage } from 'node:http';

const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** What every request to the endpoint carries. */
export function endpointHeaders(token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
}

/** A request of revision 2026-07-28, with the headers that it asks for. */
export function modernRequest(token: string, method: string, params: object = {}): RawRequest {
  const { name, uri = name }: { readonly name?: string; readonly uri?: string } = params;
  return {
    headers: {
      ...endpointHeaders(token),
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(uri !== undefined && { 'mcp-name': uri }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }),
  };
}

/** A session of revision 2025-11-25 by plain requests. */
export interface RawSession {
  readonly id: string;
  /** A request of this session. */
  request(method: string, params?: object, id?: number): Promise<RawAnswer>;
  /** The same, while its answer is still under way. */
  open(method: string, params?: object, id?: number): Promise<IncomingMessage>;
  notify(method: string, params?: object): Promise<RawAnswer>;
  /** The stream of notifications, or what was missed after an event. */
  stream(lastEventId?: string): Promise<IncomingMessage>;
  end(): Promise<RawAnswer>;
}

/** Opens a session by `initialize`; throws with the answer when it is refused. */
export async function openRawSession(port: number, token: string): Promise<RawSession> {
  const clientInfo = { name: 'kami-tests', version: '1.0.0' };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const opened = await sendRaw(port, {
    headers: endpointHeaders(token),
    body: JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params }),
  });
  const id = opened.headers['mcp-session-id'];
  if (typeof id !== 'string') throw new Error(`No session: ${opened.status} ${opened.text}`);
  const headers = {
    ...endpointHeaders(token),
    'mcp-session-id': id,
    'mcp-protocol-version': '2025-11-25',
  };
  const post = (message: object): RawRequest => ({
    headers,
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
  });
  const session: RawSession = {
    id,
    request: async (method, of = {}, requestId = 1) =>
      sendRaw(port, post({ id: requestId, method, params: of })),
    open: async (method, of = {}, requestId = 1) =>
      openRaw(port, post({ id: requestId, method, params: of })),
    notify: async (method, of = {}) => sendRaw(port, post({ method, params: of })),
    stream: async (last) =>
      openRaw(port, { headers: { ...headers, ...(last !== undefined && { 'last-event-id': last }) } }),
    end: async () => sendRaw(port, { method: 'DELETE', headers }),
  };
  await session.notify('notifications/initialized');
  return session;
}

/** Resolves when a stream has sent this text; gives all that it sent till then. */
export async function untilSent(stream: IncomingMessage, text: string): Promise<string> {
  let received = '';
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    received += String(part);
    if (received.includes(text)) return received;
  }
  throw new Error(`The stream ended without ${text}: ${received}`);
}
