import { text } from '../content/content.ts';
import type { ContentBlock } from '../content/content.ts';
import type { ContextOf } from '../tool/context-of.ts';
import { noteDefinition } from '../tool/definition-hook.ts';
import type { Requests } from '../tool/requests.ts';
import type { Completer } from './completer.ts';

const NAME = /^[A-Za-z0-9_-]{1,48}$/;

/** An argument of a prompt; its value is text. */
export interface PromptArgument {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly required?: boolean;
  /** Suggestions for its value. */
  readonly complete?: Completer;
}

/** A message of a prompt, in the form of `kami:tool/prompts`, `message`. */
export interface PromptMessage {
  readonly role: 'user' | 'assistant';
  readonly block: ContentBlock;
}

/** What a prompt gives: the text of one message of the user, or messages. */
export type PromptResult = string | ContentBlock | readonly PromptMessage[];

/** A prompt as its author writes it. */
export interface PromptSource<R extends Requests = Requests> {
  /** `[A-Za-z0-9_-]{1,48}`, unique in the component. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly arguments?: readonly PromptArgument[];
  /** What filling it in asks the operator for; each part opens a door of the context. */
  readonly requests?: R;
  /** `args` has what the client gave; what is required is there. */
  get(args: Readonly<Record<string, string>>, context: ContextOf<R>): PromptResult | Promise<PromptResult>;
}

/** A prompt, ready to be exported. */
export class Prompt {
  readonly source: PromptSource;

  constructor(source: PromptSource) {
    this.source = source;
  }
}

/** Defines a prompt. Throws where its name is malformed, which ends the build. */
export function definePrompt<const R extends Requests = Record<never, never>>(
  source: PromptSource<R>,
): Prompt {
  if (!NAME.test(source.name))
    throw new Error(
      `The prompt name "${source.name}" must be 1 to 48 letters, digits, "_" or "-" (A-Z, a-z, 0-9)`,
    );
  const prompt = new Prompt(source);
  noteDefinition(prompt);
  return prompt;
}

/** A message that the user says. */
export function userMessage(content: string | ContentBlock): PromptMessage {
  return { role: 'user', block: toBlock(content) };
}

/** A message that the model says. */
export function assistantMessage(content: string | ContentBlock): PromptMessage {
  return { role: 'assistant', block: toBlock(content) };
}

function toBlock(content: string | ContentBlock): ContentBlock {
  return typeof content === 'string' ? text(content) : content;
}
