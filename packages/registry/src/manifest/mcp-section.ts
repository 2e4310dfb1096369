import type { ToolSpec } from '@kami/types';
import { readArguments } from './arguments-section.ts';
import { isDescription, isTitle } from './visible-text.ts';
import type { TableReader, TextRule } from './table-reader.ts';

/** What `[mcp]` says. */
export interface McpSection {
  readonly title?: string;
  readonly description?: string;
  readonly tools: readonly ToolSpec[];
}

const MAX_TOOLS = 128;

const isFunctionName: TextRule = (text) =>
  /^[!-~]{1,256}$/u.test(text)
    ? undefined
    : 'expected the name of an exported function, for example get-page';
const isMcpName: TextRule = (text) =>
  /^[a-zA-Z0-9_-]{1,48}$/u.test(text) ? undefined : 'expected 1 to 48 letters, digits, "_" or "-"';

/**
 * Reads `[mcp]`. `[[mcp.arguments]]` describe the only function and become one entry of `tools` without a `function`;
 * `[[mcp.tools]]` describe several.
 */
export function readMcp(table: TableReader): McpSection {
  const spoken = readSpoken(table);
  const args = readArguments(table);
  const tools = readTools(table);
  if (args !== undefined && table.has('tools')) {
    const reason =
      'stands beside mcp.tools, expected the arguments of several functions in [[mcp.tools.arguments]]';
    table.report([...table.path, 'arguments'], 'key', reason);
  }
  table.close();
  return { ...spoken, tools: args === undefined ? tools : [{ arguments: args }] };
}

function readSpoken(table: TableReader): { title?: string; description?: string } {
  const title = table.text('title', isTitle);
  const description = table.text('description', isDescription);
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

function readTools(table: TableReader): readonly ToolSpec[] {
  const rows = table.tables('tools', MAX_TOOLS);
  const functions = new Set<string>();
  const names = new Set<string>();
  return rows.map((row) => {
    const exported =
      rows.length > 1
        ? row.requiredText('function', isFunctionName, 'get-page')
        : row.text('function', isFunctionName);
    const name = row.text('name', isMcpName);
    reportTwice(row, 'function', exported, functions);
    reportTwice(row, 'name', name, names);
    const spoken = readSpoken(row);
    const args = readArguments(row);
    row.close();
    return {
      ...(exported === undefined ? {} : { function: exported }),
      ...(name === undefined ? {} : { name }),
      ...spoken,
      ...(args === undefined ? {} : { arguments: args }),
    };
  });
}

function reportTwice(row: TableReader, key: string, value: string | undefined, seen: Set<string>): void {
  if (value === undefined || value === '') return;
  if (seen.has(value))
    row.report([...row.path, key], 'value', `"${value}" is there twice, expected each only once`);
  seen.add(value);
}
