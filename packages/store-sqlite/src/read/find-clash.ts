import type { Statement } from 'better-sqlite3';
import { labelClash, type ToolLabel } from '@kami/registry';
import { parseToolId, parseToolName, type KamiError } from '@kami/types';
import { DamagedRow } from '../translate-error.ts';

/** `nameShape` in SQL, as it stands in the indexes of `installations`: another text would not find them. */
const shape = (text: string): string =>
  `replace(replace(replace(replace(${text}, '1', 'l'), '0', 'o'), 'm', 'rn'), 'w', 'vv')`;

const NAMES = 'SELECT name FROM installations WHERE tool_id = ?';
const ALIKE = `SELECT DISTINCT tool_id, name FROM installations
  WHERE ${shape('name')} = ${shape('@name')} OR ${shape('tool_id')} = ${shape('@id')} ORDER BY name = @name DESC`;

/** The error of a tool whose id or name another one has, or one that looks like it; over all versions of all tools. */
export function findClash(
  prepare: (sql: string) => Statement,
  { id, name }: ToolLabel,
): KamiError | undefined {
  const alike = prepare(ALIKE).raw().all({ id, name }).map(readLabel);
  if (alike.every((other) => other.id === id)) return undefined;
  const names = prepare(NAMES).raw().all(id).flat().map(String);
  return alike.map((other) => labelClash({ id, name }, names, other)).find((clash) => clash !== undefined);
}

function readLabel(row: unknown): ToolLabel {
  const [id, name] = Array.isArray(row) ? row.map((column) => String(column)) : [];
  const label = { id: parseToolId(id ?? ''), name: parseToolName(name ?? '') };
  if (!label.id.ok || !label.name.ok) throw new DamagedRow('the id or the name of a tool is none');
  return { id: label.id.value, name: label.name.value };
}
