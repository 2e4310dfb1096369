/**
 * Threat: a client that opens sessions without end, or uses one of somebody else. Rule: the sessions of one token are
 * known to this token only and bounded in number; at the bound the one that was idle for longest goes, and while none is
 * idle there is no other.
 */
import type { JsonRpcMessage } from '@kami/protocol';
import type { McpServerParts } from '@kami/transport-stdio/server';
import { isInitializeRequest } from '@modelcontextprotocol/server';
import { openLegacySession, SESSION_NOT_FOUND, type LegacySession } from './legacy-session.ts';

/** How many sessions one token has, and for how long. */
export interface SessionBounds {
  readonly maxSessions: number;
  /** Milliseconds without a request or an open stream after which a session ends. */
  readonly idleMs: number;
}

/** The sessions of one token. */
export interface LegacySessions {
  /** Answers a request without the envelope of 2026-07-28; `message` is what a POST carries. */
  handle(request: Request, message: JsonRpcMessage | undefined): Promise<Response>;
  /** Ends what was idle for too long. */
  sweep(): void;
  readonly size: number;
  close(): Promise<void>;
}

interface Entry {
  readonly session: LegacySession;
  open: number;
  usedAt: number;
}

/** Makes an empty set; `nowMs` reads a clock that never goes back. */
export function createLegacySessions(
  parts: McpServerParts,
  { maxSessions, idleMs }: SessionBounds,
  nowMs: () => number,
): LegacySessions {
  const entries = new Map<string, Entry>();
  let opening = 0;
  const end = ({ session }: Entry): void => {
    entries.delete(session.id);
    session.close().catch(parts.onError);
  };
  /** The request is over when its signal fires; a stream holds its session open till then. */
  const use = async (
    entry: Entry,
    request: Request,
    message: JsonRpcMessage | undefined,
  ): Promise<Response> => {
    entry.open += 1;
    request.signal.addEventListener('abort', () => {
      entry.open -= 1;
      entry.usedAt = nowMs();
    });
    return entry.session.handle(request, message);
  };
  const makeRoom = (): boolean => {
    if (entries.size + opening < maxSessions) return true;
    const idle = [...entries.values()].filter(({ open }) => open === 0);
    const [oldest] = idle.toSorted((a, b) => a.usedAt - b.usedAt);
    if (oldest !== undefined) end(oldest);
    return oldest !== undefined;
  };
  const open = async (request: Request, message: JsonRpcMessage): Promise<Response> => {
    if (!makeRoom())
      return refuse(429, -32_000, 'too many sessions of this token are in use', { 'Retry-After': '1' });
    opening += 1;
    try {
      const session = await openLegacySession(parts, () => entries.delete(session.id));
      const entry: Entry = { session, open: 0, usedAt: nowMs() };
      const answer = await use(entry, request, message);
      if (session.id === '') await session.close();
      else entries.set(session.id, entry);
      return answer;
    } finally {
      opening -= 1;
    }
  };

  return {
    get size() {
      return entries.size;
    },
    async handle(request, message) {
      const id = request.headers.get('mcp-session-id');
      if (id === null)
        return message !== undefined && isInitializeRequest(message)
          ? open(request, message)
          : refuse(
              400,
              -32_000,
              'Bad Request: send initialize first, then its Mcp-Session-Id with each request',
            );
      const entry = entries.get(id);
      return entry === undefined
        ? refuse(404, SESSION_NOT_FOUND, 'Session not found: send initialize again')
        : use(entry, request, message);
    },
    sweep() {
      const now = nowMs();
      for (const entry of entries.values()) if (entry.open === 0 && now - entry.usedAt > idleMs) end(entry);
    },
    async close() {
      const ending = [...entries.values()].map(({ session }) => session.close());
      entries.clear();
      await Promise.all(ending);
    },
  };
}

function refuse(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status, headers });
}
