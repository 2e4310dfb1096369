import type { InstalledTool } from '@kami/registry';
import type { InstalledResource, KamiError, ResourceDefinition, Result } from '@kami/types';
import { ownedResource } from './find-resource.ts';
import type { ResourceCursor } from './resource-cursor.ts';

/** Resources in one page towards clients, as a mark after which a page ends; one page of a component is never cut. */
const FULL_PAGE = 500;
/** Components asked for one page towards clients: a list must not start every tool of a home. */
const MAX_ASKED = 16;
/** Pages that one component may give for one list: one whose pages never end. */
const MAX_PAGES = 32;

/** One page of the resources of several tools. */
export interface ResourceListing {
  readonly resources: readonly ResourceDefinition[];
  readonly next?: ResourceCursor;
}

/** Asks a tool for a page of its resources. */
export type AskPage = (
  tool: InstalledTool,
  cursor: string | undefined,
) => Promise<
  Result<{ readonly resources: readonly ResourceDefinition[]; readonly next?: string }, KamiError>
>;

/**
 * One page of the resources of tools, in the order of the tools. A tool with templates is asked what it has, and may only
 * name what it may answer for; what another has is what it listed at install. A tool that fails is told to `onFailure`
 * and stands with what it listed at install: it spoils no list.
 */
export async function listResources(
  tools: readonly InstalledTool[],
  from: ResourceCursor | undefined,
  ask: AskPage,
  onFailure: (tool: InstalledTool, error: KamiError) => void,
): Promise<ResourceListing> {
  const found: ResourceDefinition[] = [];
  let asked = 0;
  let at = from;
  for (const tool of tools.toSorted(byName)) {
    if (at !== undefined && tool.name < at.tool) continue;
    if (found.length >= FULL_PAGE || asked >= MAX_ASKED)
      return { resources: found, next: { tool: tool.name, page: 0 } };
    let place = at?.tool === tool.name ? at : { tool: tool.name, page: 0 };
    at = undefined;
    if (place.page === 0) found.push(...keptResources(tool));
    if (!isAsked(tool)) continue;
    for (;;) {
      asked++;
      const page = await ask(tool, place.cursor);
      if (!page.ok) {
        onFailure(tool, page.error);
        if (place.page === 0) found.push(...listedResources(tool));
        break;
      }
      found.push(...ownResources(tool, page.value.resources));
      const { next } = page.value;
      if (next === undefined || place.page + 1 >= MAX_PAGES) break;
      place = { tool: tool.name, page: place.page + 1, cursor: next };
      if (found.length >= FULL_PAGE || asked >= MAX_ASKED) return { resources: found, next: place };
    }
  }
  return { resources: found };
}

function byName(a: InstalledTool, b: InstalledTool): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

function isAsked({ features }: InstalledTool): boolean {
  return features !== undefined && features.exports.includes('resources') && features.templates.length > 0;
}

/** What stands with the installation and needs no asking. */
function keptResources(tool: InstalledTool): readonly ResourceDefinition[] {
  const all = tool.features?.resources ?? [];
  return all.filter(({ body }) => body !== undefined || !isAsked(tool)).map(toDefinition);
}

function listedResources({ features }: InstalledTool): readonly ResourceDefinition[] {
  return (features?.resources ?? []).filter(({ body }) => body === undefined);
}

/** Of what a tool names, what it may answer for and does not have from its manifest; each once. */
function ownResources(
  tool: InstalledTool,
  named: readonly ResourceDefinition[],
): readonly ResourceDefinition[] {
  const seen = new Set<string>();
  return named.filter(({ uri }) => {
    const owned = ownedResource(tool, uri);
    if (owned === undefined || owned.resource?.body !== undefined || seen.has(uri)) return false;
    seen.add(uri);
    return true;
  });
}

function toDefinition({ body: _body, ...definition }: InstalledResource): ResourceDefinition {
  return definition;
}
