import { Tool } from './define-tool.ts';

/**
 * The tools that an entry module exports, by name. Throws, and so ends the build, when there
 * is none or when two share a name.
 */
export function collectTools(entryModule: Readonly<Record<string, unknown>>): ReadonlyMap<string, Tool> {
  const tools = new Map<string, Tool>();
  for (const exported of Object.values(entryModule).flat()) {
    if (!(exported instanceof Tool) || tools.get(exported.source.name) === exported) continue;
    const { name } = exported.source;
    if (tools.has(name)) throw new Error(`Two tools are named "${name}"`);
    tools.set(name, exported);
  }
  if (tools.size === 0)
    throw new Error('The entry module exports no tool: write "export const myTool = defineTool({ … })"');
  return tools;
}
