import { err, kamiError, ok, parseToolName, type KamiError, type Result, type ToolName } from '@kami/types';
import type { InstalledTool } from './installed-tool.ts';
import type { ToolOrder } from './tool-query.ts';

/** What a list may be sorted by. */
export type SortedTool = Pick<InstalledTool, 'name' | 'installedAt' | 'size'>;

/** The place of a tool in a list: its name, and before it what the list is sorted by where that is not the name. */
export type ToolPosition =
  | { readonly sort: 'name'; readonly name: ToolName }
  | { readonly sort: 'installed'; readonly value: string; readonly name: ToolName }
  | { readonly sort: 'size'; readonly value: number; readonly name: ToolName };

/** The place of a tool in a list of an order. */
export function toolPosition(sort: ToolOrder, { name, installedAt, size }: SortedTool): ToolPosition {
  switch (sort) {
    case 'name':
      return { sort, name };
    case 'installed':
      return { sort, value: installedAt, name };
    case 'size':
      return { sort, value: size, name };
  }
}

/** The cursor of the page after a tool. Stable: tools that come or go between two pages move no other. */
export function formatToolCursor(sort: ToolOrder, last: SortedTool): string {
  const position = toolPosition(sort, last);
  return position.sort === 'name'
    ? `after:${position.name}`
    : `after:${sort}:${position.value}:${position.name}`;
}

/** Reads a cursor of a list of an order. Error: `KAMI_USAGE`. */
export function parseToolCursor(cursor: string, sort: ToolOrder): Result<ToolPosition, KamiError> {
  const [, order = 'name', value = '', last = ''] =
    /^after:(?:(installed|size):([0-9TZ:.+-]{1,40}):)?([a-z0-9-]+)$/u.exec(cursor) ?? [];
  const name = parseToolName(last);
  if (!name.ok) return err(kamiError('KAMI_USAGE', 'The cursor is not one that KAMI gave.', START_ANEW));
  if (order !== sort) {
    const message = `The cursor belongs to a list sorted by ${order}, and this one is sorted by ${sort}.`;
    return err(kamiError('KAMI_USAGE', message, START_ANEW));
  }
  if (sort === 'name') return ok({ sort, name: name.value });
  if (sort === 'installed') return ok({ sort, value, name: name.value });
  return /^\d{1,15}$/u.test(value)
    ? ok({ sort, value: Number(value), name: name.value })
    : err(kamiError('KAMI_USAGE', 'The cursor is not one that KAMI gave.', START_ANEW));
}

const START_ANEW = { hint: 'Leave the cursor out to start with the first page.' };
