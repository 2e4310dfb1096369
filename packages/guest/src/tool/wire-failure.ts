import { text } from '../content/content.ts';
import { describeError } from './describe-error.ts';
import { InvalidArguments, ToolError } from './tool-error.ts';
import type { ContentBlock } from '../content/content.ts';
import type { ArgumentProblem } from './tool-error.ts';

/** A failure in the form of `kami:tool/tools`, `failure`, as an export throws it. */
export type WireFailure =
  | { readonly tag: 'failed'; readonly val: readonly ContentBlock[] }
  | { readonly tag: 'invalid'; readonly val: readonly ArgumentProblem[] };

/** What a call threw, as the failure that the host gets. `onDefect` gets what the tool did not mean to throw. */
export function toWireFailure(thrown: unknown, onDefect: (error: unknown) => void): WireFailure {
  if (thrown instanceof ToolError) return { tag: 'failed', val: thrown.content };
  if (thrown instanceof InvalidArguments) return { tag: 'invalid', val: thrown.problems };
  onDefect(thrown);
  return { tag: 'failed', val: [text(describeError(thrown))] };
}
