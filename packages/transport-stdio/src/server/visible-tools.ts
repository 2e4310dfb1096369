import type { ToolHost, ToolListing } from '@kami/runtime';
import type { InstalledTool } from '@kami/registry';
import { toProtocolError } from './translate-error.ts';

/** A tool that a client may see, with those of its functions that it may see. */
export interface VisibleTool {
  readonly tool: InstalledTool;
  readonly functions: readonly ToolListing[];
}

/** The tools of which a client may see at least one function: their resources and prompts are seen with them. Throws `ProtocolError`. */
export async function visibleTools(host: ToolHost, principal: string): Promise<readonly VisibleTool[]> {
  const listed = await host.list(principal);
  if (!listed.ok) throw toProtocolError(listed.error);
  const byTool = Map.groupBy(listed.value, ({ tool }) => tool);
  return [...byTool].map(([tool, functions]) => ({ tool, functions }));
}
