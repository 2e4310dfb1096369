/** Media types of artefacts (OCI Image Specification 1.1; Wasm OCI Artifact Layout of the CNCF's TAG Runtime). */
export const MEDIA_TYPES = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
  wasmConfig: 'application/vnd.wasm.config.v0+json',
  wasm: 'application/wasm',
  toml: 'application/toml',
  bytes: 'application/octet-stream',
} as const;

/** The annotation with a layer's file name (OCI Image Specification 1.1, "Pre-Defined Annotation Keys"). */
export const TITLE = 'org.opencontainers.image.title';

/** Bytes of a manifest or an index (OCI Distribution Specification 1.1, "Pushing Manifests"). */
export const MAX_OCI_MANIFEST_BYTES: number = 4 * 1024 * 1024;
/** Layers of one artefact: each is a request. */
export const MAX_LAYERS = 64;
