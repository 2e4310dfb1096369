import { toReply } from '../content/reply.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import { InvalidArguments } from './tool-error.ts';
import { validate } from './validate.ts';
import type { WireOutcome } from '../content/reply.ts';
import type { CallContext } from './call-context.ts';
import type { Tool, ToolSource } from './define-tool.ts';

/**
 * Checks the arguments, runs the tool and checks what it gave, at once where the tool does. Throws {@link InvalidArguments}
 * for arguments that do not fit, and an error for a result that does not fit the output schema.
 */
export function callTool(
  { source }: Tool,
  argumentsText: string,
  context: CallContext,
): MaybePromise<WireOutcome> {
  const args: unknown = JSON.parse(argumentsText);
  return andThen(validate(source.input, args), (checked) => {
    if (!checked.ok) throw new InvalidArguments(checked.problems);
    return andThen(source.run(checked.value, context), (result) => {
      const given = toReply(result, source.output !== undefined);
      const meta = given.meta === undefined ? null : JSON.stringify(given.meta);
      return andThen(structuredText(source, given.structured), (structured) => ({
        content: given.content,
        structured,
        meta,
      }));
    });
  });
}

function structuredText({ name, output }: ToolSource, structured: unknown): MaybePromise<string | null> {
  if (output === undefined) return structured === undefined ? null : toText(structured);
  return andThen(validate(output, structured), (checked) => {
    if (checked.ok) return toText(checked.value);
    const problems = checked.problems
      .map(({ path, message }) => `${path === '' ? '/' : path}: ${message}`)
      .join('; ');
    throw new Error(`the result of the tool "${name}" does not fit its output schema: ${problems}`);
  });
}

const toText = (value: unknown): string => JSON.stringify(value) ?? 'null';
