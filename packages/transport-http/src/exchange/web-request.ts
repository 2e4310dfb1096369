import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers that the protocol reads. The token is none of them: nothing behind the door sees it. */
const PASSED = /^(?:accept|content-type|last-event-id|mcp-[a-z-]{1,64})$/;

/**
 * The request as the Fetch standard has it, without its body. Its signal fires when the exchange is over: the answer is
 * sent, or the client has gone. The address is a fixed one, since a client chooses `Host`.
 */
export function toWebRequest(request: IncomingMessage, response: ServerResponse): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (PASSED.test(name)) for (const value of values ?? []) headers.append(name, value);
  }
  const over = new AbortController();
  response.once('close', () => over.abort());
  const method = request.method ?? 'GET';
  return new Request('http://localhost/mcp', { method, headers, signal: over.signal });
}
