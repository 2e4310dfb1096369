/**
 * A WIT `result` as jco's generated code takes it back from a host function: a value with a tag is
 * passed on as it is, so an expected failure needs no throw.
 */
export type WitResult<T, E> =
  | { readonly tag: 'ok'; readonly val: T }
  | { readonly tag: 'err'; readonly val: E };

/** The ok case. */
export function witOk<T>(val: T): { readonly tag: 'ok'; readonly val: T } {
  return { tag: 'ok', val };
}

/** The ok case that carries nothing. */
export const WIT_DONE: { readonly tag: 'ok'; readonly val: undefined } = { tag: 'ok', val: undefined };

/** The err case. */
export function witErr<const E>(val: E): { readonly tag: 'err'; readonly val: E } {
  return { tag: 'err', val };
}
