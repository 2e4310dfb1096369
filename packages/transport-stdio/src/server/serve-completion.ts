import { MAX_SUGGESTIONS, templateExpressions, type Suggestions } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import type { FeatureQuestions } from '@kami/runtime';
import { kamiError } from '@kami/types';
import type { Server, ServerContext } from '@modelcontextprotocol/server';
import { askFeature } from './ask-feature.ts';
import type { McpServerParts } from './create-mcp-server.ts';
import { guardDefects } from './guard-defects.ts';
import { completeToolId, TOOL_TEMPLATE } from './own-resources.ts';
import { unknownPrompt, visiblePrompts } from './serve-prompts.ts';
import { toProtocolError } from './translate-error.ts';
import { visibleTools } from './visible-tools.ts';

type Question = FeatureQuestions['complete'];

const NOTHING: Suggestions = { values: [], more: false };

/** Serves `completion/complete` for the prompts and the templates that the client may see. */
export function serveCompletion(server: Server, parts: McpServerParts): void {
  server.setRequestHandler('completion/complete', async ({ params }, ctx) => {
    const { ref, argument, context } = params;
    const asked = { argument: argument.name, value: argument.value, others: context?.arguments ?? {} };
    const complete = (): Promise<Suggestions> =>
      ref.type === 'ref/prompt'
        ? completePrompt(parts, server, ctx, { ...asked, prompt: ref.name })
        : completeTemplate(parts, server, ctx, { ...asked, template: ref.uri });
    const { values, total, more } = await parts.track(guardDefects(complete, parts.onError));
    return { completion: { values: [...values], ...(total !== undefined && { total }), hasMore: more } };
  });
}

async function completePrompt(
  parts: McpServerParts,
  server: Server,
  ctx: ServerContext,
  question: Question & { readonly prompt: string },
): Promise<Suggestions> {
  const listings = await visiblePrompts(parts);
  const found = listings.find(({ mcpName }) => mcpName === question.prompt);
  if (found === undefined) throw unknownPrompt(listings, question.prompt);
  const { tool, prompt } = found;
  checkArgument(
    question,
    prompt.arguments.map(({ name }) => name),
  );
  if (prompt.messages !== undefined) return NOTHING;
  return ask(parts, server, ctx, tool, { ...question, prompt: prompt.name });
}

async function completeTemplate(
  parts: McpServerParts,
  server: Server,
  ctx: ServerContext,
  question: Question & { readonly template: string },
): Promise<Suggestions> {
  const { template } = question;
  const tools = await visibleTools(parts.host, parts.principal);
  if (template === TOOL_TEMPLATE.uriTemplate) {
    const ids = completeToolId(tools, question.value);
    return { values: ids.slice(0, MAX_SUGGESTIONS), total: ids.length, more: ids.length > MAX_SUGGESTIONS };
  }
  const owners = tools.filter(
    ({ tool }) => tool.features?.templates.some(({ uriTemplate }) => uriTemplate === template) === true,
  );
  const [owner] = owners;
  if (owner === undefined || owners.length > 1) {
    const message = `There is no resource template ${JSON.stringify(template.slice(0, 200))}.`;
    throw toProtocolError(kamiError('KAMI_RESOURCE_UNKNOWN', message));
  }
  checkArgument(question, templateExpressions(template));
  return ask(parts, server, ctx, owner.tool, question);
}

function checkArgument({ argument }: Question, known: readonly string[]): void {
  if (known.includes(argument)) return;
  const list = known.length === 0 ? 'It takes no arguments.' : `It takes: ${known.join(', ')}`;
  const message = `There is no argument ${JSON.stringify(argument.slice(0, 80))} to complete.`;
  throw toProtocolError(kamiError('KAMI_USAGE', message, { hint: list }));
}

async function ask(
  parts: McpServerParts,
  server: Server,
  ctx: ServerContext,
  tool: InstalledTool,
  question: Question,
): Promise<Suggestions> {
  if (tool.features?.exports.includes('completion') !== true) return NOTHING;
  const answer = await askFeature(parts, server, ctx, tool, 'complete', question);
  if (!answer.ok) throw toProtocolError(answer.error);
  return answer.value;
}
