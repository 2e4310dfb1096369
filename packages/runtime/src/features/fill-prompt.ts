import type { FilledPrompt } from '@kami/protocol';
import {
  err,
  kamiError,
  ok,
  type InstalledPrompt,
  type KamiError,
  type PromptMessageTemplate,
  type Result,
} from '@kami/types';
import type { TextArguments } from './feature-call.ts';

/** One value for an argument of a prompt, in UTF-16 code units. */
const MAX_VALUE = 65_536;

/** The arguments of a prompt, each known, none that it needs missing. Error: `KAMI_USAGE`. */
export function checkPromptArguments(
  { arguments: known }: InstalledPrompt,
  given: TextArguments,
): Result<TextArguments, KamiError> {
  const names = Object.keys(given);
  const unknown = names.find((name) => !known.some((argument) => argument.name === name));
  const missing = known.find(({ name, required }) => required && !names.includes(name));
  const long = names.find((name) => (given[name] ?? '').length > MAX_VALUE);
  const problem =
    unknown !== undefined
      ? `it has no argument ${JSON.stringify(unknown.slice(0, 80))}`
      : missing !== undefined
        ? `it needs the argument ${missing.name}`
        : long !== undefined
          ? `the argument ${long} has over ${MAX_VALUE} characters`
          : undefined;
  if (problem === undefined) return ok(given);
  const list = known.map(({ name, required }) => (required ? name : `${name}?`)).join(', ');
  return err(
    kamiError('KAMI_USAGE', `The prompt cannot be filled in: ${problem}.`, {
      hint: list === '' ? 'It takes no arguments.' : `It takes: ${list}`,
    }),
  );
}

/** A prompt of a manifest with its arguments filled in; what was not given is empty. Values are not read for places. */
export function fillPrompt(
  description: string | undefined,
  messages: readonly PromptMessageTemplate[],
  given: TextArguments,
): FilledPrompt {
  const value = (name: string): string => (Object.hasOwn(given, name) ? (given[name] ?? '') : '');
  return {
    ...(description === undefined ? {} : { description }),
    messages: messages.map(({ role, text }) => ({
      role,
      content: {
        type: 'text',
        text: text.replace(/\{\{([A-Za-z0-9_.-]{1,64})\}\}/gu, (_, name: string) => value(name)),
      },
    })),
  };
}
