/**
 * Threat: a tool gives one of its functions the name by which clients call a function of another tool, and gets its calls,
 * with what a model tells it. The eight digits of a shortened name are found by trying names. Rule: a tool with such a name
 * is not installed.
 */
import type { InstalledTool, ToolRepository } from '@kami/registry';
import { err, kamiError, ok, type Digest, type KamiError, type Result } from '@kami/types';
import { KEPT_OF_MCP_NAME } from '@kami/protocol';
import type { ToolListing } from '../tool-host.ts';
import { listingsOf } from '../tool-runtime.ts';

/**
 * Whether clients can tell every function of a tool from each other and from those of installed tools. Error:
 * `KAMI_NAME_TAKEN`, naming both functions.
 */
export async function checkMcpNames(
  tools: ToolRepository,
  tool: InstalledTool,
  sha256: (bytes: Uint8Array) => Digest,
): Promise<Result<void, KamiError>> {
  const others = await possibleRivals(tools, tool);
  if (!others.ok) return others;
  const byName = new Map<string, ToolListing>();
  for (const listing of [...others.value, tool].flatMap((one) => listingsOf(one, sha256))) {
    const other = byName.get(listing.mcpName);
    if (other !== undefined && listing.tool === tool) return err(clash(listing, other));
    byName.set(listing.mcpName, listing);
  }
  return ok(undefined);
}

/**
 * The other tools that could have a function of the same name: a tool's name has no `_` and stands first, so that only
 * those whose names agree in all that a shortened name keeps can.
 */
async function possibleRivals(
  tools: ToolRepository,
  { id, name }: InstalledTool,
): Promise<Result<readonly InstalledTool[], KamiError>> {
  if (name.length < KEPT_OF_MCP_NAME) return ok([]);
  const names = await tools.names();
  if (!names.ok) return names;
  const rivals: InstalledTool[] = [];
  for (const rival of names.value.filter((other) => other.startsWith(name.slice(0, KEPT_OF_MCP_NAME)))) {
    const found = await tools.find({ nameOrId: rival });
    if (!found.ok) return found;
    if (found.value !== undefined && found.value.id !== id) rivals.push(found.value);
  }
  return ok(rivals);
}

function clash(own: ToolListing, other: ToolListing): KamiError {
  const says = ({ definition, tool }: ToolListing): string =>
    `${JSON.stringify(definition.name)} of ${tool.id}`;
  const message = `The functions ${says(own)} and ${says(other)} would both be ${own.mcpName} to clients.`;
  const hint =
    own.tool.id === other.tool.id
      ? 'Give one of them another name.'
      : `Give this tool another name in tool.toml, or remove the other one with: kami remove ${other.tool.id}`;
  return kamiError('KAMI_NAME_TAKEN', message, { hint, data: { name: own.mcpName, owner: other.tool.id } });
}
