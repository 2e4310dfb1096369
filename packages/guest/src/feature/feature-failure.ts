import { describeError } from '../tool/describe-error.ts';
import { InvalidArguments, ToolError } from '../tool/tool-error.ts';

/** A failure in the form of `kami:tool/resources` and `kami:tool/prompts`, as an export throws it. */
export type FeatureFailure =
  | { readonly tag: 'not-found' }
  | { readonly tag: 'invalid' | 'failed'; readonly val: string };

/** There is nothing of this name. */
export class NotFound extends Error {
  override readonly name: string = 'NotFound';
}

/**
 * What reading or filling in threw, as the failure that the host gets. `onDefect` gets what the tool did not mean to
 * throw; only prompts know `invalid`.
 */
export function toFeatureFailure(
  thrown: unknown,
  knowsInvalid: boolean,
  onDefect: (error: unknown) => void,
): FeatureFailure {
  if (thrown instanceof NotFound) return { tag: 'not-found' };
  if (thrown instanceof InvalidArguments)
    return { tag: knowsInvalid ? 'invalid' : 'failed', val: thrown.message };
  if (thrown instanceof ToolError) return { tag: 'failed', val: thrown.message };
  onDefect(thrown);
  return { tag: 'failed', val: describeError(thrown) };
}
