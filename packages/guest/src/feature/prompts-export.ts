import { ContentBlock, text } from '../content/content.ts';
import type { Prompt, PromptMessage } from './define-prompt.ts';
import { NotFound } from './feature-failure.ts';
import type { OpenContext } from './open-context.ts';

/** A prompt in the form of `kami:tool/prompts`, `definition`. */
export interface WirePrompt {
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly arguments: readonly {
    readonly name: string;
    readonly title: string | null;
    readonly description: string | null;
    readonly required: boolean;
  }[];
}

/** A filled-in prompt in the form of `kami:tool/prompts`, `filled`. */
export interface WireFilled {
  readonly description: string | null;
  readonly messages: readonly PromptMessage[];
}

/** A prompt as the component describes it. */
export function toWirePrompt({ source }: Prompt): WirePrompt {
  const { name, title = null, description = null } = source;
  return {
    name,
    title,
    description,
    arguments: (source.arguments ?? []).map((argument) => ({
      name: argument.name,
      title: argument.title ?? null,
      description: argument.description ?? null,
      required: argument.required ?? false,
    })),
  };
}

/** Fills a prompt in. Throws {@link NotFound} where there is none of this name. */
export async function getPrompt(
  prompts: readonly Prompt[],
  name: string,
  args: readonly (readonly [string, string])[],
  open: OpenContext,
): Promise<WireFilled> {
  const source = prompts.find((prompt) => prompt.source.name === name)?.source;
  if (source === undefined) throw new NotFound();
  const given = await source.get(Object.fromEntries(args), open(source));
  const description = source.description ?? null;
  if (typeof given === 'string') return { description, messages: [{ role: 'user', block: text(given) }] };
  return given instanceof ContentBlock
    ? { description, messages: [{ role: 'user', block: given }] }
    : { description, messages: given };
}
