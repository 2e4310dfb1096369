/** One page of a list that is sorted by a key. */
export interface ListPage<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** Elements of one page of a list towards clients: some clients ask for the first page alone. */
export const LIST_PAGE_SIZE = 1000;

/**
 * The page of a list that follows a cursor; nothing for a cursor that KAMI did not give. Stable: what comes or goes
 * between two pages moves nothing else. Keys are compared by UTF-16 code units, as the list must be sorted.
 */
export function listPage<T>(
  sorted: readonly T[],
  keyOf: (item: T) => string,
  cursor: string | undefined,
  size: number = LIST_PAGE_SIZE,
): ListPage<T> | undefined {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  if (cursor !== undefined && after === undefined) return undefined;
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return rest.length > size && last !== undefined
    ? { items, nextCursor: formatCursor(keyOf(last)) }
    : { items };
}

function formatCursor(key: string): string {
  return encodeURIComponent(`after:${key}`);
}

function parseCursor(cursor: string): string | undefined {
  try {
    const text = decodeURIComponent(cursor);
    return text.startsWith('after:') ? text.slice('after:'.length) : undefined;
  } catch {
    return undefined;
  }
}
