import {
  boundedJson,
  fields,
  integer,
  MAX_CURSOR_BYTES,
  parseShape,
  pattern,
  text,
  type Shape,
} from '@kami/protocol';

/** Where a list of resources goes on: at a tool, and there at a page of its component. */
export interface ResourceCursor {
  /** Name of the tool. */
  readonly tool: string;
  /** Pages of this tool that were given. */
  readonly page: number;
  /** What the component gave as the place of its next page. */
  readonly cursor?: string;
}

const CURSOR: Shape<ResourceCursor> = fields(
  { tool: pattern(/^[a-z][a-z0-9-]{0,47}$/, 48, 'a tool name'), page: integer(0, 1_000_000) },
  { cursor: text(MAX_CURSOR_BYTES, 1) },
);

/** A cursor as clients get it: opaque. */
export function formatResourceCursor(cursor: ResourceCursor): string {
  return encodeURIComponent(JSON.stringify(cursor));
}

/** Reads a cursor that a client gave back; nothing when it is none of KAMI's. A client may forge one: it asks a tool for a page, as it may anyway. */
export function parseResourceCursor(given: string): ResourceCursor | undefined {
  const text = decode(given);
  if (text === undefined) return undefined;
  const bounds = { maxBytes: 4 * MAX_CURSOR_BYTES, maxDepth: 1, rejectDuplicateKeys: true };
  const json = boundedJson(text, bounds);
  const cursor = json.ok ? parseShape(CURSOR, json.value) : undefined;
  return cursor?.ok === true ? cursor.value : undefined;
}

function decode(given: string): string | undefined {
  try {
    return given.length > 16 * MAX_CURSOR_BYTES ? undefined : decodeURIComponent(given);
  } catch {
    return undefined;
  }
}
