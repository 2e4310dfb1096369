import { isJsonObject, type Json, type JsonObject } from '@kami/types';

/** Texts by name as the pairs that `kami:tool` takes. */
export function textPairs(value: Json | undefined): readonly (readonly [string, string])[] {
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([name, text]) =>
        typeof text === 'string' ? [[name, text] as const] : [],
      )
    : [];
}

/** A `request` of `kami:tool/completion`, as jco's generated code takes it. */
export interface CompletionRequest {
  readonly subject: { readonly tag: 'prompt' | 'template'; readonly val: string };
  readonly argument: string;
  readonly value: string;
  readonly others: readonly (readonly [string, string])[];
}

/** The request of a completion, from `{"prompt" or "template", "argument", "value", "others"}`. */
export function completionRequest(args: JsonObject): CompletionRequest {
  const { prompt, template, argument, value, others } = args;
  return {
    subject:
      typeof prompt === 'string'
        ? { tag: 'prompt', val: prompt }
        : { tag: 'template', val: textOf(template) },
    argument: textOf(argument),
    value: textOf(value),
    others: textPairs(others),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
