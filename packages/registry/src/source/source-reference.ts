/** A file or folder of this machine. */
export interface PathSource {
  readonly kind: 'path';
  readonly path: string;
}

/** A component or an archive behind an address. */
export interface WebSource {
  readonly kind: 'web';
  /** `https://…`, or `http://…` where the configuration allows it; without a fragment. */
  readonly url: string;
  /** SHA-256 of what stands there, in hexadecimal; absent where any content is taken. */
  readonly sha256?: string;
}

/** An artefact in a registry (OCI Distribution Specification 1.1). */
export interface OciSource {
  readonly kind: 'oci';
  /** `host` or `host:port`, in lower case. */
  readonly registry: string;
  readonly repository: string;
  /** `latest` where neither a tag nor a digest is given; absent where only a digest is. */
  readonly tag?: string;
  /** Digest of the manifest, `sha256:` and 64 hexadecimal digits. It decides; a tag beside it says where it was found. */
  readonly digest?: string;
}

/** Where a tool comes from. */
export type SourceReference = PathSource | WebSource | OciSource;

/** The text of a reference, in the form that `parseSource` reads; with its digest it names the same bytes for ever. */
export function formatSource(source: SourceReference): string {
  if (source.kind === 'path') return source.path;
  if (source.kind === 'web')
    return source.sha256 === undefined ? source.url : `${source.url}#sha256=${source.sha256}`;
  const tag = source.tag === undefined ? '' : `:${source.tag}`;
  const digest = source.digest === undefined ? '' : `@${source.digest}`;
  return `oci://${source.registry}/${source.repository}${tag}${digest}`;
}
