import { JSON_RPC_CODES, matchesTemplate } from '@kami/protocol';
import { findResource, formatResourceCursor, listResources, parseResourceCursor } from '@kami/runtime';
import { kamiError, type ResourceContents } from '@kami/types';
import { ProtocolError, type Server, type ServerContext } from '@modelcontextprotocol/server';
import type { ClientLine } from '../asking/client-line.ts';
import { askFeature } from './ask-feature.ts';
import type { McpServerParts } from './create-mcp-server.ts';
import { guardDefects } from './guard-defects.ts';
import { readOwnResource, TOOL_TEMPLATE, TOOLS_RESOURCE } from './own-resources.ts';
import { takePage, unknownCursor } from './page-cursor.ts';
import { MAX_SUBSCRIPTIONS } from './resource-subscriptions.ts';
import { toProtocolError } from './translate-error.ts';
import { visibleTools, type VisibleTool } from './visible-tools.ts';

/** Serves the resources of tools and KAMI's own: lists, templates, reads and, in the legacy era, subscriptions. */
export function serveResources(server: Server, parts: McpServerParts): void {
  const { host, principal, pageSize, onError, track, subscriptions } = parts;
  const visible = (): Promise<readonly VisibleTool[]> => visibleTools(host, principal);

  server.setRequestHandler('resources/list', async ({ params }, ctx) => {
    const from = params?.cursor === undefined ? undefined : parseResourceCursor(params.cursor);
    if (params?.cursor !== undefined && from === undefined) throw unknownCursor();
    const list = async (): ReturnType<typeof listResources> =>
      listResources(
        (await visible()).map(({ tool }) => tool),
        from,
        (tool, cursor) =>
          askFeature(parts, server, ctx, tool, 'list-resources', cursor === undefined ? {} : { cursor }),
        (_tool, error) => onError(error),
      );
    const { resources, next } = await track(guardDefects(list, onError));
    return {
      resources: [...(from === undefined ? [TOOLS_RESOURCE] : []), ...resources],
      ...(next !== undefined && { nextCursor: formatResourceCursor(next) }),
    };
  });

  server.setRequestHandler('resources/templates/list', async ({ params }) => {
    const tools = await guardDefects(visible, onError);
    const all = [TOOL_TEMPLATE, ...tools.flatMap(({ tool }) => tool.features?.templates ?? [])];
    const keyOf = ({ uriTemplate }: { readonly uriTemplate: string }): string => uriTemplate;
    const sorted = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { items, ...more } = takePage(sorted, keyOf, params?.cursor, pageSize);
    return { resourceTemplates: [...items], ...more };
  });

  server.setRequestHandler('resources/read', async ({ params: { uri } }, ctx) => {
    return parts.dialogues.resources.hold(server, ctx, { uri }, async (line) => {
      const read = (): Promise<readonly ResourceContents[]> => readResource(parts, server, ctx, uri, line);
      return { contents: [...(await track(guardDefects(read, onError)))] };
    });
  });

  server.setRequestHandler('resources/subscribe', async ({ params: { uri } }) => {
    const tools = await guardDefects(visible, onError);
    const isOwn = uri === TOOLS_RESOURCE.uri || matchesTemplate(TOOL_TEMPLATE.uriTemplate, uri);
    const owner = findResource(
      tools.map(({ tool }) => tool),
      uri,
    );
    if (!isOwn && !owner.ok) throw toProtocolError(owner.error);
    if (subscriptions.add(uri)) return {};
    throw new ProtocolError(
      JSON_RPC_CODES.invalidParams,
      `This connection has its ${MAX_SUBSCRIPTIONS} subscriptions: unsubscribe from another resource first`,
    );
  });

  server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
    subscriptions.delete(uri);
    return {};
  });
}

/** What is under a URI. Throws `ProtocolError`. */
async function readResource(
  parts: McpServerParts,
  server: Server,
  ctx: ServerContext,
  uri: string,
  line: ClientLine,
): Promise<readonly ResourceContents[]> {
  const tools = await visibleTools(parts.host, parts.principal);
  const own = readOwnResource(tools, uri);
  if (own !== undefined) return [own];
  const owner = findResource(
    tools.map(({ tool }) => tool),
    uri,
  );
  if (!owner.ok) throw toProtocolError(owner.error);
  const { tool, resource } = owner.value;
  if (resource?.body !== undefined) {
    const { mimeType, body } = resource;
    return [{ uri, ...(mimeType !== undefined && { mimeType }), ...body }];
  }
  const answer = await askFeature(parts, server, ctx, tool, 'read-resource', { uri }, line);
  if (!answer.ok) throw toProtocolError({ ...answer.error, data: { ...answer.error.data, uri } });
  if (answer.value.contents.length > 0) return answer.value.contents;
  throw toProtocolError(
    kamiError('KAMI_RESOURCE_UNKNOWN', `${tool.name} has nothing under this URI.`, { data: { uri } }),
  );
}
