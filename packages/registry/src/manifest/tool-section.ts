import {
  parseToolId,
  parseToolName,
  parseToolVersion,
  type KamiError,
  type Result,
  type ToolId,
  type ToolName,
  type ToolVersion,
} from '@kami/types';
import { isKamiRange } from './kami-range.ts';
import { isWasmPath } from './wasm-path.ts';
import type { TableReader } from './table-reader.ts';

/** What `[tool]` says. */
export interface ToolSection {
  readonly id: ToolId;
  readonly name: ToolName;
  readonly version: ToolVersion;
  readonly wasm: string;
  readonly kami?: string;
}

/** Reads `[tool]`; nothing when one of its identifiers is missing or wrong. */
export function readTool(table: TableReader): ToolSection | undefined {
  const id = readIdentifier(
    table,
    'id',
    parseToolId,
    'reverse DNS in lower-case ASCII',
    'dev.example.my-tool',
  );
  const nameForm = 'a lower-case letter, then at most 47 lower-case letters, digits or hyphens';
  const name = readIdentifier(table, 'name', parseToolName, nameForm, 'my-tool');
  const version = readIdentifier(table, 'version', parseToolVersion, 'semantic versioning', '1.0.0');
  const wasm = table.requiredText('wasm', isWasmPath, 'tool.wasm');
  const kami = table.text('kami', (text) =>
    isKamiRange(text) ? undefined : 'expected a range, for example >=0.1',
  );
  table.close();
  if (id === undefined || name === undefined || version === undefined) return undefined;
  return { id, name, version, wasm, ...(kami === undefined ? {} : { kami }) };
}

function readIdentifier<T extends string>(
  table: TableReader,
  key: string,
  parse: (text: string) => Result<T, KamiError>,
  form: string,
  example: string,
): T | undefined {
  const rule = (text: string): string | undefined =>
    parse(text).ok ? undefined : `expected ${form}, for example ${example}`;
  const read = parse(table.requiredText(key, rule, example));
  return read.ok ? read.value : undefined;
}
