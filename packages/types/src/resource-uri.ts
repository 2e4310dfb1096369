/** A resource's URI, or a template of it, in characters. */
export const MAX_RESOURCE_URI = 2048;

/**
 * Why a text cannot be the URI of a tool's resource, or a template of one; nothing when it can. Such a URI is absolute
 * (RFC 3986) and printable ASCII, so that no two look the same, and `kami:` is KAMI's own scheme.
 */
export function resourceUriProblem(uri: string): string | undefined {
  if (uri.length > MAX_RESOURCE_URI) return `expected at most ${MAX_RESOURCE_URI} characters`;
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/.test(uri))
    return 'expected an absolute URI of printable ASCII, for example notes://today';
  return /^kami:/i.test(uri) ? "expected another scheme than kami:, which is KAMI's own" : undefined;
}
