import type { ToolPosition, ToolSelection } from '@kami/registry';
import { INSTALLATION_COLUMNS } from '../row/installation-row.ts';
import { SUMMARIES, SUMMARY_COLUMNS } from '../row/summary-row.ts';
import type { ReadDatabase } from './store-reader.ts';

/** A query with its named parameters. */
export interface ToolSelect {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** What the index of words finds has three characters (code points) at least; what is shorter is looked for in each row. */
const INDEXED = /^.{3}/su;

const ORDERS: Readonly<Record<ToolPosition['sort'], { readonly by: string; readonly after: string }>> = {
  name: { by: 'listed.name', after: 'listed.name > @name' },
  installed: {
    by: 'listed.installed_at DESC, listed.name',
    after: '(listed.installed_at < @value OR (listed.installed_at = @value AND listed.name > @name))',
  },
  size: {
    by: 'listed.size DESC, listed.name',
    after: '(listed.size < @value OR (listed.size = @value AND listed.name > @name))',
  },
};

const WHOLE_COLUMNS = INSTALLATION_COLUMNS.split(', ').map((column) => `installations.${column}`);
const WHOLE = `SELECT ${WHOLE_COLUMNS.join(', ')}
  FROM listed_tools AS listed JOIN installations USING (tool_id, digest, contract_hash)`;
const SUMMARY = `SELECT ${SUMMARY_COLUMNS} FROM listed_tools AS listed`;

/**
 * The query of a page and one row more, which tells whether another page follows: whole installations or summaries. Words
 * that are in many tools are looked for in one row after the other, in the order of the page, which is then full soon: to
 * collect and sort all that the index finds took 10 ms of 10,000 tools, this 1 ms.
 */
export function selectTools(
  what: 'whole' | 'summaries',
  selection: ToolSelection,
  isCommon: (match: string) => boolean,
): ToolSelect {
  const { state, capability, source, words, sort, limit, after } = selection;
  const conditions: string[] = [];
  if (state !== undefined) conditions.push('listed.state = @state');
  if (capability !== undefined) conditions.push('instr(listed.capabilities, @capability) > 0');
  if (source !== undefined) conditions.push('substr(listed.source, 1, length(@source)) = @source');
  const phrases = words.filter((word) => INDEXED.test(word)).map(phrase);
  const match = phrases.length === 0 ? undefined : phrases.join(' AND ');
  const isIndexed = match !== undefined && !isCommon(match);
  if (isIndexed) conditions.push('listed.key IN (SELECT rowid FROM tool_text WHERE tool_text MATCH @match)');
  const sought = isIndexed ? words.filter((word) => !INDEXED.test(word)) : words;
  if (sought.length > 0)
    conditions.push('NOT EXISTS (SELECT 1 FROM json_each(@sought) WHERE instr(listed.search, value) = 0)');
  if (after !== undefined) conditions.push(ORDERS[sort].after);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const rest = `${where} ORDER BY ${ORDERS[sort].by} LIMIT @rows`;
  return {
    sql: what === 'whole' ? `${WHOLE}${rest}` : `SELECT ${SUMMARIES} FROM (${SUMMARY}${rest})`,
    parameters: {
      ...(state === undefined ? {} : { state }),
      ...(capability === undefined ? {} : { capability }),
      ...(source === undefined ? {} : { source }),
      ...(isIndexed ? { match } : {}),
      ...(sought.length === 0 ? {} : { sought: JSON.stringify(sought) }),
      ...positionParameters(after),
      rows: limit + 1,
    },
  };
}

/** Tools from which on words are common. */
const COMMON = 1000;
const COUNT = `SELECT count(*) FROM (SELECT 1 FROM tool_text WHERE tool_text MATCH ? LIMIT ${COMMON})`;

/** Whether the index finds so many tools that it is no help; counts no further. */
export function isCommonMatch(database: ReadDatabase, match: string): boolean {
  return Number(database.statement(COUNT).pluck().get(match)) >= COMMON;
}

/** A phrase of FTS5 (sqlite.org/fts5.html, section 3.1): in double quotes nothing but a double quote means anything. */
function phrase(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}

function positionParameters(after: ToolPosition | undefined): ToolSelect['parameters'] {
  if (after === undefined) return {};
  return after.sort === 'name' ? { name: after.name } : { name: after.name, value: after.value };
}
