import type { ServerResponse } from 'node:http';
import { ANSWER_HEADERS } from './refusal.ts';

/** Answers a supervisor: whether KAMI is there, or may be sent work; nothing else, since nobody has shown a token. */
export function sendHealth(response: ServerResponse, status: 200 | 503): void {
  const body = status === 200 ? 'ok\n' : 'ending\n';
  response.writeHead(status, { ...ANSWER_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(body);
}
