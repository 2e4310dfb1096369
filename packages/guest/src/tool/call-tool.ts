import { toReply } from '../content/reply.ts';
import { InvalidArguments } from './tool-error.ts';
import { validate } from './validate.ts';
import type { WireOutcome } from '../content/reply.ts';
import type { CallContext } from './call-context.ts';
import type { Tool } from './define-tool.ts';

/**
 * Checks the arguments, runs the tool and checks what it gave. Throws {@link InvalidArguments}
 * for arguments that do not fit, and an error for a result that does not fit the output schema.
 */
export async function callTool(
  tool: Tool,
  argumentsText: string,
  context: CallContext,
): Promise<WireOutcome> {
  const { input, output } = tool.source;
  const args: unknown = JSON.parse(argumentsText);
  const checked = await validate(input, args);
  if (!checked.ok) throw new InvalidArguments(checked.problems);
  const given = toReply(await tool.source.run(checked.value, context), output !== undefined);
  return {
    content: given.content,
    structured: await structuredText(tool, given.structured),
    meta: given.meta === undefined ? null : JSON.stringify(given.meta),
  };
}

async function structuredText(tool: Tool, structured: unknown): Promise<string | null> {
  const { name, output } = tool.source;
  if (output === undefined) return structured === undefined ? null : toText(structured);
  const checked = await validate(output, structured);
  if (checked.ok) return toText(checked.value);
  const problems = checked.problems
    .map(({ path, message }) => `${path === '' ? '/' : path}: ${message}`)
    .join('; ');
  throw new Error(`the result of the tool "${name}" does not fit its output schema: ${problems}`);
}

const toText = (value: unknown): string => JSON.stringify(value) ?? 'null';
