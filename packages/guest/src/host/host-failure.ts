/** A failure as an imported function throws it: the case of a WIT variant or enum. */
export interface HostFailure {
  readonly tag: string;
  /** What the case carries, where it carries text. */
  readonly text: string | undefined;
}

/**
 * What was thrown, as a host failure; nothing when it is something else. componentize-qjs
 * throws an error whose `payload` is the variant, or the text of an enum's case.
 */
export function toHostFailure(thrown: unknown): HostFailure | undefined {
  const given = thrown instanceof Error && 'payload' in thrown ? thrown.payload : thrown;
  if (given !== thrown && typeof given === 'string') return { tag: given, text: undefined };
  if (typeof given !== 'object' || given === null || !('tag' in given) || typeof given.tag !== 'string')
    return undefined;
  const val = 'val' in given ? given.val : undefined;
  return { tag: given.tag, text: typeof val === 'string' ? val : undefined };
}
