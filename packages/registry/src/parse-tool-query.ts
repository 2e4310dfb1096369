import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { parseToolCursor, type ToolPosition } from './tool-cursor.ts';
import type { ToolOrder, ToolQuery } from './tool-query.ts';
import { parseSearchWords } from './tool-search-text.ts';

/** The largest page of tools. */
export const MAX_PAGE = 1000;

/** A query that was read: what a store has to look for. */
export interface ToolSelection extends Pick<ToolQuery, 'state' | 'capability' | 'source'> {
  /** Each must stand in the search text; none twice, none empty. */
  readonly words: readonly string[];
  readonly sort: ToolOrder;
  readonly limit: number;
  /** Only tools that stand after this place. */
  readonly after: ToolPosition | undefined;
}

/** Reads text, order, page size and cursor of a query. Error: `KAMI_USAGE`. */
export function parseToolQuery(query: ToolQuery): Result<ToolSelection, KamiError> {
  const { text = '', sort = 'name', limit, cursor, ...filters } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    return err(kamiError('KAMI_USAGE', `A page holds 1 to ${MAX_PAGE} tools.`));
  }
  const words = parseSearchWords(text);
  if (!words.ok) return words;
  const after = cursor === undefined ? ok(undefined) : parseToolCursor(cursor, sort);
  return after.ok ? ok({ ...filters, words: words.value, sort, limit, after: after.value }) : after;
}
