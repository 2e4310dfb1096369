import { toolFacts } from '@kami/runtime';
import type { Json, ResourceContents, ResourceDefinition, ResourceTemplate } from '@kami/types';
import type { VisibleTool } from './visible-tools.ts';

const JSON_TYPE = 'application/json';

/** The list of the tools that the client may see, as a resource. */
export const TOOLS_RESOURCE: ResourceDefinition = {
  uri: 'kami://tools',
  name: 'tools',
  title: 'Installed tools',
  description: 'The tools of this server, each with the URI of what it may do.',
  mimeType: JSON_TYPE,
};

/** One tool: its functions with their schemas, what it was granted, what it was denied, and what it provably cannot do. */
export const TOOL_TEMPLATE: ResourceTemplate = {
  uriTemplate: 'kami://tools/{id}',
  name: 'tool',
  title: 'One tool',
  description: 'Schemas, grants, and what the tool cannot do: proven by what it does not import, or denied.',
  mimeType: JSON_TYPE,
};

/** What KAMI itself has under a URI; nothing where it has nothing that the client may see. */
export function readOwnResource(tools: readonly VisibleTool[], uri: string): ResourceContents | undefined {
  if (uri === TOOLS_RESOURCE.uri) {
    const listed = tools.map(({ tool: { id, name, version } }) => ({ id, name, version, uri: uriOf(id) }));
    return jsonContents(uri, { tools: listed });
  }
  const found = tools.find(({ tool }) => uriOf(tool.id) === uri);
  return found === undefined ? undefined : jsonContents(uri, toolFacts(found.functions, found.tool));
}

/** The ids of tools that begin with a text, for completion. */
export function completeToolId(tools: readonly VisibleTool[], begun: string): readonly string[] {
  return tools.map(({ tool }) => tool.id).filter((id) => id.startsWith(begun));
}

function uriOf(id: string): string {
  return `${TOOLS_RESOURCE.uri}/${id}`;
}

function jsonContents(uri: string, value: Json): ResourceContents {
  return { uri, mimeType: JSON_TYPE, text: JSON.stringify(value, null, 2) };
}
