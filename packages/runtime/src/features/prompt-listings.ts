import { mcpToolName } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import type { Digest, InstalledPrompt } from '@kami/types';

/** One prompt as a client sees it. */
export interface PromptListing {
  /** Name towards MCP clients. */
  readonly mcpName: string;
  readonly tool: InstalledTool;
  readonly prompt: InstalledPrompt;
}

/**
 * The prompts of tools, sorted by name towards clients: `tool_prompt` always, so that a second prompt renames no first.
 * Those that would share a name are left out, as functions that do are.
 */
export function promptListings(
  tools: readonly InstalledTool[],
  sha256: (bytes: Uint8Array) => Digest,
): readonly PromptListing[] {
  const hash = (text: string): string => sha256(new TextEncoder().encode(text));
  const all = tools.flatMap((tool) =>
    (tool.features?.prompts ?? []).map((prompt) => ({
      mcpName: mcpToolName(tool.name, prompt.name, false, hash),
      tool,
      prompt,
    })),
  );
  const byName = Map.groupBy(all, ({ mcpName }) => mcpName);
  return [...byName.values()]
    .flatMap((listings) => (listings.length === 1 ? listings : []))
    .sort((a, b) => (a.mcpName < b.mcpName ? -1 : 1));
}
