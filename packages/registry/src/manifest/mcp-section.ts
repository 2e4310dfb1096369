import type { PromptSpec, ResourceSpec, ToolSpec } from '@kami/types';
import { readArguments } from './arguments-section.ts';
import { readPrompts } from './mcp-prompts.ts';
import { isFilePath, readResources } from './mcp-resources.ts';
import { reportTwice } from './report-twice.ts';
import { isDescription, isTitle } from './visible-text.ts';
import type { TableReader, TextRule } from './table-reader.ts';

/** What `[mcp]` says. */
export interface McpSection {
  readonly title?: string;
  readonly description?: string;
  readonly tools: readonly ToolSpec[];
  readonly resources?: readonly ResourceSpec[];
  readonly prompts?: readonly PromptSpec[];
  readonly icon?: string;
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
  const resources = readResources(table);
  const prompts = readPrompts(table);
  const icon = table.text('icon', isFilePath);
  table.close();
  return {
    ...spoken,
    tools: args === undefined ? tools : [{ arguments: args }],
    ...(resources === undefined ? {} : { resources }),
    ...(prompts === undefined ? {} : { prompts }),
    ...(icon === undefined ? {} : { icon }),
  };
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
