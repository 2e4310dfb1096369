import type { InstalledTool } from './installed-tool.ts';

/** The text that `ToolQuery.text` is looked for in: name, id and descriptions in lower case, a line each. */
export function toolSearchText(
  tool: Pick<InstalledTool, 'id' | 'name' | 'manifest' | 'definitions'>,
): string {
  const { id, name, manifest, definitions } = tool;
  const descriptions = [manifest.description ?? '', ...definitions.map(({ description }) => description)];
  return [name, id, ...descriptions].join('\n').toLowerCase();
}
