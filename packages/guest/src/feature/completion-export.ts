import type { Completer } from './completer.ts';
import type { Prompt } from './define-prompt.ts';
import type { ResourceTemplate } from './define-resource.ts';

/** A `request` of `kami:tool/completion`. */
export interface WireCompletionRequest {
  readonly subject: { readonly tag: 'prompt' | 'template'; readonly val: string };
  readonly argument: string;
  readonly value: string;
  readonly others: readonly (readonly [string, string])[];
}

/** `suggestions` of `kami:tool/completion`. */
export interface WireSuggestions {
  readonly values: readonly string[];
  readonly total: number | null;
  readonly more: boolean;
}

/** Values that are passed on (`kami:tool/completion`). */
const MAX_VALUES = 100;

/** Suggestions for an argument; none where its author wrote no completer. */
export async function complete(
  prompts: readonly Prompt[],
  templates: readonly ResourceTemplate[],
  { subject, argument, value, others }: WireCompletionRequest,
): Promise<WireSuggestions> {
  const completer =
    subject.tag === 'prompt'
      ? promptCompleter(prompts, subject.val, argument)
      : templates.find(({ source }) => source.uriTemplate === subject.val)?.source.complete?.[argument];
  const values = completer === undefined ? [] : await completer(value, Object.fromEntries(others));
  return {
    values: values.slice(0, MAX_VALUES),
    total: values.length,
    more: values.length > MAX_VALUES,
  };
}

function promptCompleter(prompts: readonly Prompt[], name: string, argument: string): Completer | undefined {
  const args = prompts.find(({ source }) => source.name === name)?.source.arguments;
  return args?.find((one) => one.name === argument)?.complete;
}
