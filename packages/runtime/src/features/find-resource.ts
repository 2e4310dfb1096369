/**
 * Threat: a tool that answers for the URIs of another, and so gets what is asked of that one and has a model read its
 * words. Rule: who answers for a URI is settled at install, by the resources and templates that were approved; where two
 * tools would answer, none does.
 */
import { matchesTemplate } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import { err, kamiError, ok, type InstalledResource, type KamiError, type Result } from '@kami/types';

/** Who answers for a URI. */
export interface ResourceOwner {
  readonly tool: InstalledTool;
  /** What was listed at install; absent where a template matches. */
  readonly resource?: InstalledResource;
}

/** Whether a tool may answer for a URI, and with which of its resources; nothing when it may not. */
export function ownedResource(tool: InstalledTool, uri: string): ResourceOwner | undefined {
  const { resources = [], templates = [] } = tool.features ?? {};
  const resource = resources.find((one) => one.uri === uri);
  if (resource !== undefined) return { tool, resource };
  return templates.some(({ uriTemplate }) => matchesTemplate(uriTemplate, uri)) ? { tool } : undefined;
}

/** The tool that answers for a URI. Errors: `KAMI_RESOURCE_UNKNOWN` when none does, `KAMI_NAME_TAKEN` when several would. */
export function findResource(tools: readonly InstalledTool[], uri: string): Result<ResourceOwner, KamiError> {
  const owners = tools.flatMap((tool) => ownedResource(tool, uri) ?? []);
  const [owner, other] = owners;
  const shown = JSON.stringify(uri.slice(0, 200));
  if (owner === undefined) {
    return err(kamiError('KAMI_RESOURCE_UNKNOWN', `There is no resource ${shown}.`, { data: { uri } }));
  }
  if (other === undefined) return ok(owner);
  const message = `Both ${owner.tool.name} and ${other.tool.name} would answer for ${shown}, so neither is asked.`;
  return err(
    kamiError('KAMI_NAME_TAKEN', message, {
      data: { uri },
      hint: `Remove one of them: kami remove ${other.tool.name}`,
    }),
  );
}

/** The error of a tool that would take a URI or a template which an installed one has; nothing when it takes none. */
export function takenResource(
  tool: InstalledTool,
  installed: readonly InstalledTool[],
): KamiError | undefined {
  const { resources = [], templates = [] } = tool.features ?? {};
  for (const other of installed) {
    if (other.id === tool.id) continue;
    const theirs = new Set(other.features?.templates.map(({ uriTemplate }) => uriTemplate));
    const template = templates.find(({ uriTemplate }) => theirs.has(uriTemplate))?.uriTemplate;
    const mine = resources.find(({ uri }) => ownedResource(other, uri) !== undefined)?.uri;
    const others = other.features?.resources.find(({ uri }) => ownedResource(tool, uri) !== undefined)?.uri;
    const taken = template ?? mine ?? others;
    if (taken !== undefined) return clash(taken, tool, other);
  }
  return undefined;
}

function clash(uri: string, tool: InstalledTool, other: InstalledTool): KamiError {
  return kamiError(
    'KAMI_NAME_TAKEN',
    `Both ${tool.name} and ${other.name}, which is installed, have the resource ${JSON.stringify(uri)}.`,
    { hint: `Remove the other one first: kami remove ${other.name}`, data: { uri, tool: other.name } },
  );
}
