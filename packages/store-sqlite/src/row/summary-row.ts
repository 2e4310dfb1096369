import { GRANTED_CAPABILITIES, type ToolSummary } from '@kami/registry';
import { columnsOf } from './columns.ts';
import { isDigest, isState, isTexts, isToolId, isToolName, isToolVersion } from './stored-forms.ts';

const COLUMNS = [
  'tool_id',
  'name',
  'version',
  'state',
  'digest',
  'description',
  'functions',
  'capabilities',
  'size',
  'source',
  'installed_at',
];

/** Columns of `listed_tools` that {@link readSummary} needs, in its order. */
export const SUMMARY_COLUMNS: string = COLUMNS.join(', ');

/** The summary of a row of {@link SUMMARY_COLUMNS}, as an array; throws `DamagedRow`. */
export function readSummary(row: unknown): ToolSummary {
  const columns = columnsOf(COLUMNS, row);
  const held = columns.text('capabilities').split(' ');
  return {
    id: columns.one('tool_id', isToolId),
    name: columns.one('name', isToolName),
    version: columns.one('version', isToolVersion),
    state: columns.one('state', isState),
    digest: columns.one('digest', isDigest),
    description: columns.text('description'),
    functions: columns.json('functions', isTexts),
    capabilities: GRANTED_CAPABILITIES.filter((capability) => held.includes(capability)),
    size: columns.integer('size'),
    source: columns.text('source'),
    installedAt: columns.text('installed_at'),
  };
}
