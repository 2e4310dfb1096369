import type { ToolPosition, ToolSelection } from '@kami/registry';
import { INSTALLATION_COLUMNS } from '../row/installation-row.ts';
import { SUMMARY_COLUMNS } from '../row/summary-row.ts';

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

/** The query of a page and one row more, which tells whether another page follows: whole installations or summaries. */
export function selectTools(what: 'whole' | 'summaries', selection: ToolSelection): ToolSelect {
  const { state, capability, source, words, sort, limit, after } = selection;
  const conditions: string[] = [];
  if (state !== undefined) conditions.push('listed.state = @state');
  if (capability !== undefined) conditions.push('instr(listed.capabilities, @capability) > 0');
  if (source !== undefined) conditions.push('substr(listed.source, 1, length(@source)) = @source');
  const indexed = words.filter((word) => INDEXED.test(word));
  if (indexed.length > 0)
    conditions.push('listed.key IN (SELECT rowid FROM tool_text WHERE tool_text MATCH @match)');
  const short = words.filter((word) => !INDEXED.test(word));
  if (short.length > 0)
    conditions.push('NOT EXISTS (SELECT 1 FROM json_each(@short) WHERE instr(listed.search, value) = 0)');
  if (after !== undefined) conditions.push(ORDERS[sort].after);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return {
    sql: `${what === 'whole' ? WHOLE : SUMMARY}${where} ORDER BY ${ORDERS[sort].by} LIMIT @rows`,
    parameters: {
      ...(state === undefined ? {} : { state }),
      ...(capability === undefined ? {} : { capability }),
      ...(source === undefined ? {} : { source }),
      ...(indexed.length === 0 ? {} : { match: indexed.map(phrase).join(' AND ') }),
      ...(short.length === 0 ? {} : { short: JSON.stringify(short) }),
      ...positionParameters(after),
      rows: limit + 1,
    },
  };
}

/** A phrase of FTS5 (sqlite.org/fts5.html, section 3.1): in double quotes nothing but a double quote means anything. */
function phrase(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}

function positionParameters(after: ToolPosition | undefined): ToolSelect['parameters'] {
  if (after === undefined) return {};
  return after.sort === 'name' ? { name: after.name } : { name: after.name, value: after.value };
}
