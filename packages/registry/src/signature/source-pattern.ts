/**
 * Threat: a rule for the sources of one publisher that another's address or folder fits too: `oci://ghcr.io*` would fit
 * `oci://ghcr.io.evil.test/x`, `..` leads out of a folder. Rule: sources are compared in one normal form, a pattern is
 * about the whole of it, and no `*` stands in the name of a host.
 */
import { matchesToolPattern } from '../access/tool-pattern.ts';

/** Characters of a pattern or a source: matching takes time in proportion to their product. */
const MAX_LENGTH = 1024;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//iu;
const PATTERN = /^(?:\*|[a-z][a-z0-9+.-]*:\/\/(?:\*|[^/*?@\s]+(?:\/.*)?)|\/.*|[A-Za-z]:\\.*)$/u;

/** What a pattern of sources looks like, for messages. */
export const SOURCE_PATTERN_FORM =
  'a pattern of sources, for example oci://ghcr.io/acme/*, /srv/tools/* or *; no * in the name of a host';

/** Whether a text is a pattern of sources: `*`, an address, or an absolute path, with `*` for any characters and `?` for one. */
export function isSourcePattern(text: string): boolean {
  return text.length <= MAX_LENGTH && PATTERN.test(text);
}

/** Whether a source is an address, and no path of this machine. */
export function isSourceAddress(source: string): boolean {
  return ADDRESS.test(source);
}

/**
 * An address in the form that patterns are compared with (URL Standard): scheme and host in lower case, no dot segments,
 * no userinfo. A text that is no address stays as it is.
 */
export function normalizeSourceAddress(source: string): string {
  if (!URL.canParse(source)) return source;
  const url = new URL(source);
  url.username = '';
  url.password = '';
  const { protocol, host, pathname, search } = url;
  return `${protocol}//${host.toLowerCase()}${pathname}${search}`;
}

/** Whether a pattern is about a source in its normal form. */
export function matchesSource(pattern: string, source: string): boolean {
  return source.length <= MAX_LENGTH && matchesToolPattern(pattern, source);
}
