/**
 * Threat: a lock of which one line was changed: what is declared from one publisher is fetched from another, past the
 * rules of trust that are about the first. Rule: what a source was resolved to is that source with a digest, and
 * nothing else.
 */
import { parseSource } from './parse-source.ts';
import { formatSource, type SourceReference } from './source-reference.ts';

/** Whether an address is a source with the digest of what was found there; a path is never resolved to anything. */
export function isResolutionOf(resolved: string, source: string): boolean {
  const [declared, found] = [parseSource(source), parseSource(resolved)];
  if (!declared.ok || !found.ok || declared.value.kind === 'path') return false;
  const pinned = digestOf(declared.value);
  return (
    placeOf(declared.value) === placeOf(found.value) &&
    (pinned === undefined || pinned === digestOf(found.value))
  );
}

function digestOf(source: SourceReference): string | undefined {
  if (source.kind === 'path') return undefined;
  return source.kind === 'web' ? source.sha256 : source.digest;
}

function placeOf(source: SourceReference): string {
  if (source.kind === 'path') return source.path;
  if (source.kind === 'web') return source.url;
  const { digest: _, ...named } = source;
  return formatSource(named);
}
