import { err, kamiError, ok, parseToolName, type KamiError, type Result, type ToolName } from '@kami/types';
import type { ToolQuery } from './tool-query.ts';

/** The largest page of tools. */
export const MAX_PAGE = 1000;

/** Where a page starts and how long it is. */
export interface PageBounds {
  /** Only tools whose name sorts after this one. */
  readonly after: ToolName | undefined;
  readonly limit: number;
}

/** The cursor of the page after a tool. Stable: tools that come or go between two pages move no other. */
export function formatToolCursor(last: ToolName): string {
  return `after:${last}`;
}

/** Reads page size and cursor of a query. Error: `KAMI_USAGE`. */
export function parsePageBounds(query: ToolQuery): Result<PageBounds, KamiError> {
  const { limit, cursor } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    return err(kamiError('KAMI_USAGE', `A page holds 1 to ${MAX_PAGE} tools.`));
  }
  if (cursor === undefined) return ok({ after: undefined, limit });
  const after = cursor.startsWith('after:') ? parseToolName(cursor.slice(6)) : undefined;
  return after?.ok
    ? ok({ after: after.value, limit })
    : err(kamiError('KAMI_USAGE', 'The cursor is not one that KAMI gave.'));
}
