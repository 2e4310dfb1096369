import { exportedTools } from '../tool/exported-tools.ts';
import type { Tool } from '../tool/define-tool.ts';

/**
 * The tools that an entry module exports. Throws, and so ends the build, when there is none or when two share a name.
 */
export function collectTools(entryModule: Readonly<Record<string, unknown>>): readonly Tool[] {
  const tools = exportedTools(entryModule);
  const names = tools.map(({ source }) => source.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two tools are named "${twice}"`);
  if (tools.length === 0)
    throw new Error('The entry module exports no tool: write "export const myTool = defineTool({ … })"');
  return tools;
}
