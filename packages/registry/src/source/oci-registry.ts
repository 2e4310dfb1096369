import type { KamiError, Result } from '@kami/types';
import type { TransferOptions } from './tool-fetcher.ts';

/** An artefact that is named by its digest. */
export interface OciArtefact {
  /** `host` or `host:port`. */
  readonly registry: string;
  readonly repository: string;
  /** Digest of its manifest, `sha256:…`. */
  readonly digest: string;
}

/** Bytes with what an artefact says of them. */
export interface OciBlob {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Annotations of its descriptor; cosign keeps a signature there. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An artefact that says something of another: a signature, an attestation. */
export interface OciReferrer {
  /** `referrers`: by the API or the fallback tag of OCI 1.1; `cosign-tag`: at `sha256-<digest>.sig`. */
  readonly found: 'referrers' | 'cosign-tag';
  /** Digest of its own manifest. */
  readonly digest: string;
  /** Empty where its manifest names none. */
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Its layers, in order; digest and size of each were checked. */
  readonly blobs: readonly OciBlob[];
}

/** A referrer that is to be attached. */
export interface NewReferrer {
  readonly artifactType: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly blobs: readonly OciBlob[];
}

/** A tool that is to be published. */
export interface PublishedTool {
  /** The component, with the name that the manifest has for it. */
  readonly component: { readonly title: string; readonly bytes: Uint8Array };
  /** The manifest and what it names, by path relative to it; none where the tool is a component alone. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Interfaces and functions as the component's bytes name them. */
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** Registries of the OCI Distribution Specification 1.1, as far as signing and publishing need them. */
export interface OciRegistry {
  /** Publishes a tool at a tag; gives the digest of its manifest. */
  push(
    target: Omit<OciArtefact, 'digest'> & { readonly tag: string },
    tool: PublishedTool,
    options: TransferOptions,
  ): Promise<Result<OciArtefact, KamiError>>;
  /**
   * What is attached to an artefact: by the referrers API, by its fallback tag where a registry has no API, and by
   * cosign's tag. A registry where nothing is attached gives none.
   */
  listReferrers(
    subject: OciArtefact,
    signal: AbortSignal,
  ): Promise<Result<readonly OciReferrer[], KamiError>>;
  /** Attaches a referrer, in the fallback tag's index too where the registry has no API. Gives its digest. */
  pushReferrer(
    subject: OciArtefact,
    referrer: NewReferrer,
    signal: AbortSignal,
  ): Promise<Result<string, KamiError>>;
}
