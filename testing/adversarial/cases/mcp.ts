import type { ExpectedResults } from '../catalogue.ts';

/** What an attacker tries against the MCP server, and after the arrow what must come of it. */
export const mcpCases: ExpectedResults = {
  67: 'a line that is no JSON → -32700',
  68: 'an object that is no JSON-RPC → -32600',
  69: 'batch → -32600',
  70: 'id null, object, float → -32600',
  71: 'duplicate id in flight → rejected',
  72: '100 MB without a newline → bounded, still alive',
  73: 'byte-order mark → a defined answer',
  74: 'UTF-8 split over chunks, CRLF → accepted',
  75: 'tool `__proto__`, `constructor` → unknown tool',
  76: 'duplicate JSON keys → rejected',
  77: 'unknown method → -32601, unknown notification → ignored',
  78: 'call before initialize (legacy era) → error',
  79: 'wrong argument types → a tool error that names the field',
  80: 'foreign Host or Origin over HTTP → 403',
  81: 'cancelled call → the guest is killed, no result sent',
};
