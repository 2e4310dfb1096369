import type { FilledPrompt } from '@kami/protocol';
import { checkPromptArguments, fillPrompt, type PromptListing } from '@kami/runtime';
import { kamiError, nearestName } from '@kami/types';
import type { ProtocolError, Server, ServerContext } from '@modelcontextprotocol/server';
import type { ClientLine } from '../asking/client-line.ts';
import { askFeature } from './ask-feature.ts';
import type { McpServerParts } from './create-mcp-server.ts';
import { guardDefects } from './guard-defects.ts';
import { takePage } from './page-cursor.ts';
import { toSdkBlock } from './sdk-values.ts';
import { toProtocolError } from './translate-error.ts';
import { visibleTools } from './visible-tools.ts';

/** Serves the prompts of the tools that the client may see. */
export function servePrompts(server: Server, parts: McpServerParts): void {
  const { pageSize, onError, track } = parts;

  server.setRequestHandler('prompts/list', async ({ params }) => {
    const listings = await guardDefects(() => visiblePrompts(parts), onError);
    const { items, ...more } = takePage(listings, ({ mcpName }) => mcpName, params?.cursor, pageSize);
    return { prompts: items.map(toMcpPrompt), ...more };
  });

  server.setRequestHandler('prompts/get', async ({ params }, ctx) => {
    const { name, arguments: args = {} } = params;
    return parts.dialogues.prompts.hold(server, ctx, { name, args }, async (line) => {
      const get = (): Promise<FilledPrompt> => getPrompt(parts, server, ctx, name, args, line);
      const { messages, ...more } = await track(guardDefects(get, onError));
      return {
        ...more,
        messages: messages.map(({ role, content }) => ({ role, content: toSdkBlock(content) })),
      };
    });
  });
}

/** The prompts of the tools that the client may see. Throws `ProtocolError`. */
export async function visiblePrompts({ host, principal }: McpServerParts): Promise<readonly PromptListing[]> {
  const tools = await visibleTools(host, principal);
  return host.prompts(tools.map(({ tool }) => tool));
}

/** The error of a prompt that there is not, or that the client may not see. */
export function unknownPrompt(listings: readonly PromptListing[], name: string): ProtocolError {
  const near = nearestName(
    listings.map(({ mcpName }) => mcpName),
    name,
  );
  const hint =
    near === undefined
      ? 'The answer to prompts/list names the prompts there are.'
      : `Did you mean ${JSON.stringify(near)}?`;
  const message = `There is no prompt ${JSON.stringify(name.slice(0, 80))}.`;
  return toProtocolError(kamiError('KAMI_PROMPT_UNKNOWN', message, { hint }));
}

async function getPrompt(
  parts: McpServerParts,
  server: Server,
  ctx: ServerContext,
  name: string,
  given: { readonly [name: string]: string },
  line: ClientLine,
): Promise<FilledPrompt> {
  const listings = await visiblePrompts(parts);
  const found = listings.find(({ mcpName }) => mcpName === name);
  if (found === undefined) throw unknownPrompt(listings, name);
  const { tool, prompt } = found;
  const args = checkPromptArguments(prompt, given);
  if (!args.ok) throw toProtocolError(args.error);
  if (prompt.messages !== undefined) return fillPrompt(prompt.description, prompt.messages, args.value);
  const question = { name: prompt.name, arguments: args.value };
  const answer = await askFeature(parts, server, ctx, tool, 'get-prompt', question, line);
  if (!answer.ok) throw toProtocolError(answer.error);
  return answer.value;
}

function toMcpPrompt({ mcpName, prompt: { title, description, arguments: args } }: PromptListing): {
  name: string;
  title?: string;
  description?: string;
  arguments: { name: string; title?: string; description?: string; required: boolean }[];
} {
  return {
    name: mcpName,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    arguments: args.map((argument) => ({ ...argument })),
  };
}
