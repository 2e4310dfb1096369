import { GRANTED_CAPABILITIES, type ToolSummary } from '@kami/registry';
import { DamagedRow } from '../translate-error.ts';
import { parseJson } from './columns.ts';
import { isDigest, isState, isTexts, isToolId, isToolName, isToolVersion } from './stored-forms.ts';

/** The columns of `listed_tools` that {@link SUMMARIES} is made of. */
export const SUMMARY_COLUMNS: string = `tool_id, name, version, state, digest, description, functions, capabilities, size,
  source, installed_at`;

/**
 * Rows of `listed_tools` as one JSON text, for {@link readSummaries}. Measured: of 10,000 rows the library makes arrays in
 * 40 ms of processor time, and parsing this takes 15.
 */
export const SUMMARIES: string = `json_group_array(json_array(tool_id, name, version, state, digest, description,
  json(functions), capabilities, size, source, installed_at))`;

/** The summaries of {@link SUMMARIES}; throws `DamagedRow`. */
export function readSummaries(text: unknown): readonly ToolSummary[] {
  const rows = typeof text === 'string' ? parseJson(text) : undefined;
  if (!Array.isArray(rows)) throw damagedList();
  return rows.map(readSummary);
}

function readSummary(row: unknown): ToolSummary {
  if (!Array.isArray(row)) throw damagedList();
  const values: readonly unknown[] = row;
  const [id, name, version, state, digest, description, functions, capabilities, size, source, installedAt] =
    values;
  if (!isText(id) || !isToolId(id) || !isText(name) || !isToolName(name)) throw damagedList();
  if (!isText(version) || !isToolVersion(version) || !isText(state) || !isState(state)) throw damagedList();
  if (!isText(digest) || !isDigest(digest) || !isText(description) || !isTexts(functions))
    throw damagedList();
  if (!isText(capabilities) || typeof size !== 'number' || !isText(source)) throw damagedList();
  if (!isText(installedAt)) throw damagedList();
  return {
    id,
    name,
    version,
    state,
    digest,
    description,
    functions,
    capabilities: GRANTED_CAPABILITIES.filter((capability) => capabilities.includes(capability)),
    size,
    source,
    installedAt,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function damagedList(): DamagedRow {
  return new DamagedRow('a row of the list of tools is not of its form');
}
