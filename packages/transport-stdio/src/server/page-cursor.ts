import { JSON_RPC_CODES } from '@kami/protocol';
import { MAX_RESOURCE_URI } from '@kami/types';
import { ProtocolError } from '@modelcontextprotocol/server';

/** Items in a page of a list, unless the server is told otherwise: many clients never ask for a second page. */
const DEFAULT_PAGE_SIZE = 250;

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

const PREFIX = 'after:';

/** Longest cursor (characters): a cursor is taken apart before it is known. Templates have the longest names. */
const MAX_CURSOR = 2 * MAX_RESOURCE_URI;

/**
 * The page that a cursor asks for, of items sorted by `nameOf`; the first without one. A cursor says the name that a page
 * ended with: what comes or goes between two pages moves no other item, and the item itself may be gone. Throws
 * `ProtocolError` for a cursor that no page gave (2025-11-25, Pagination: -32602).
 */
export function takePage<T>(
  sorted: readonly T[],
  nameOf: (item: T) => string,
  cursor: string | undefined,
  size: number = DEFAULT_PAGE_SIZE,
): Page<T> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rest = after === undefined ? sorted : sorted.filter((item) => nameOf(item) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return rest.length > size && last !== undefined
    ? { items, nextCursor: formatCursor(nameOf(last)) }
    : { items };
}

function formatCursor(name: string): string {
  return Buffer.from(`${PREFIX}${name}`).toString('base64url');
}

function readCursor(cursor: string): string {
  const text = cursor.length <= MAX_CURSOR ? Buffer.from(cursor, 'base64url').toString() : '';
  const name = text.slice(PREFIX.length);
  if (name === '' || formatCursor(name) !== cursor) throw unknownCursor();
  return name;
}

/** The error of a cursor that no page gave (MCP, Pagination: invalid parameters). */
export function unknownCursor(): ProtocolError {
  return new ProtocolError(JSON_RPC_CODES.invalidParams, 'The cursor is not one that this server gave.');
}
