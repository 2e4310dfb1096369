import {
  formatToolCursor,
  grantedCapabilities,
  parseToolQuery,
  toolSearchText,
  type InstalledTool,
  type ToolOrder,
  type ToolPage,
  type ToolPosition,
  type ToolQuery,
  type ToolSelection,
  type ToolSummary,
} from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';

/** The page of a query over these tools. */
export function pageOf(rows: readonly InstalledTool[], query: ToolQuery): Result<ToolPage, KamiError> {
  const read = parseToolQuery(query);
  if (!read.ok) return read;
  const { sort, limit, after } = read.value;
  const matches = rows.filter((row) => isSelected(row, read.value)).toSorted(comparison(sort));
  const rest = after === undefined ? matches : matches.filter((row) => standsAfter(row, after));
  const tools = rest.slice(0, limit);
  const last = tools.at(-1);
  return ok(
    rest.length > limit && last !== undefined ? { tools, next: formatToolCursor(sort, last) } : { tools },
  );
}

/** What a list shows of a tool. */
export function summaryOf(tool: InstalledTool): ToolSummary {
  const { id, name, version, state, digest, size, source, installedAt } = tool;
  return {
    id,
    name,
    version,
    state,
    digest,
    size,
    source,
    installedAt,
    description: tool.manifest.description ?? tool.definitions[0]?.description ?? '',
    functions: tool.definitions.map((definition) => definition.name),
    capabilities: grantedCapabilities(tool.permission),
  };
}

function isSelected(row: InstalledTool, { state, capability, source, words }: ToolSelection): boolean {
  const text = toolSearchText(row);
  return (
    (state ?? row.state) === row.state &&
    (capability === undefined || grantedCapabilities(row.permission).includes(capability)) &&
    row.source.startsWith(source ?? '') &&
    words.every((word) => text.includes(word))
  );
}

function comparison(sort: ToolOrder): (a: InstalledTool, b: InstalledTool) => number {
  const byName = (a: InstalledTool, b: InstalledTool): number => (a.name < b.name ? -1 : 1);
  if (sort === 'size') return (a, b) => b.size - a.size || byName(a, b);
  if (sort === 'installed')
    return (a, b) =>
      a.installedAt === b.installedAt ? byName(a, b) : a.installedAt > b.installedAt ? -1 : 1;
  return byName;
}

function standsAfter(row: InstalledTool, after: ToolPosition): boolean {
  if (after.sort === 'name') return row.name > after.name;
  const value = after.sort === 'size' ? row.size : row.installedAt;
  return value === after.value ? row.name > after.name : value < after.value;
}
