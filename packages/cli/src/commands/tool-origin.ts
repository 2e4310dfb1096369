import { formatSource, parseSource } from '@kami/registry';
import type { Json } from '@kami/types';

/** Where a tool came from as `--json` shows it: its source taken apart. */
export function originJson(source: string): Readonly<Record<string, Json>> {
  const parsed = parseSource(source);
  if (!parsed.ok) return { kind: 'path', path: source };
  const { value } = parsed;
  if (value.kind === 'path') return { kind: 'path', path: value.path };
  if (value.kind === 'web') return { kind: 'web', url: value.url, digest: digestOf(value.sha256) };
  const { kind, registry, repository, tag, digest } = value;
  return { kind, registry, repository, tag: tag ?? null, digest: digest ?? null };
}

/** Where a tool came from as lines for people: what was named, and what it stood for. */
export function originLines(source: string): readonly (readonly [label: string, text: string])[] {
  const parsed = parseSource(source);
  if (!parsed.ok || parsed.value.kind === 'path') return [['source', source]];
  const { value } = parsed;
  if (value.kind === 'web') {
    const digest = digestOf(value.sha256);
    return [['source', value.url], ...(digest === null ? [] : [['resolved', digest] as const])];
  }
  const { digest, ...named } = value;
  return [['source', formatSource(named)], ...(digest === undefined ? [] : [['resolved', digest] as const])];
}

/** Whether what was installed from one source need not be recorded anew from another: paths are where files were once. */
export function isSameOrigin(installed: string, from: string): boolean {
  const parsed = parseSource(from);
  return installed === from || !parsed.ok || parsed.value.kind === 'path';
}

/** Where a newer version is looked for: the same place, without the digest of what was found there. */
export function updatableSource(source: string): string {
  const parsed = parseSource(source);
  if (!parsed.ok || parsed.value.kind === 'path') return source;
  const { value } = parsed;
  if (value.kind === 'web') return value.url;
  const { digest, ...named } = value;
  return formatSource(
    named.tag === undefined ? { ...named, ...(digest === undefined ? {} : { digest }) } : named,
  );
}

function digestOf(sha256: string | undefined): string | null {
  return sha256 === undefined ? null : `sha256:${sha256}`;
}
