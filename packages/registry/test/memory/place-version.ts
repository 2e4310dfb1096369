import { MAX_EARLIER_VERSIONS, type InstalledTool } from '@kami/registry';

/** The rows after one was put among them; they stand in the order in which they came to their state. */
export function placeVersion(rows: readonly InstalledTool[], tool: InstalledTool): readonly InstalledTool[] {
  const isOwn = (row: InstalledTool): boolean => row.id === tool.id && isSameVersion(row, tool);
  if (tool.state === 'earlier') return rows.map((row) => (isOwn(row) ? tool : row));
  const rest = rows.filter((row) => !isOwn(row));
  const replaced = rest.filter((row) => row.id === tool.id && row.state === tool.state);
  const retired = tool.state === 'active' ? replaced : [];
  const placed = [
    ...rest.filter((row) => !replaced.includes(row)),
    ...retired.map((row): InstalledTool => ({ ...row, state: 'earlier' })),
    tool,
  ];
  const earlier = placed.filter((row) => row.id === tool.id && row.state === 'earlier');
  const oldest = earlier.slice(0, -MAX_EARLIER_VERSIONS);
  return placed.filter((row) => !oldest.includes(row));
}

type VersionKey = Pick<InstalledTool, 'digest' | 'contractHash'>;

/** Whether two rows are one version. */
export function isSameVersion(a: VersionKey, b: VersionKey): boolean {
  return a.digest === b.digest && a.contractHash === b.contractHash;
}
