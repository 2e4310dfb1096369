import { text } from '../content/content.ts';
import type { ContentBlock } from '../content/content.ts';

/** A failure of the tool that is expected, for the model to read: say what to do instead. */
export class ToolError extends Error {
  override readonly name: string = 'ToolError';
  /** What the model gets; the message, unless more was given. */
  readonly content: readonly ContentBlock[];

  constructor(
    message: string,
    options?: { readonly content?: readonly ContentBlock[]; readonly cause?: unknown },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.content = options?.content ?? [text(message)];
  }
}

/** One argument that is wrong. */
export interface ArgumentProblem {
  /** JSON Pointer (RFC 6901) into the arguments, such as `/filter/0/name`. */
  readonly path: string;
  readonly message: string;
}

/** Arguments that the schema allows and the tool does not. */
export class InvalidArguments extends Error {
  override readonly name: string = 'InvalidArguments';
  readonly problems: readonly ArgumentProblem[];

  constructor(problems: readonly ArgumentProblem[]) {
    super(problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
    this.problems = problems;
  }
}
