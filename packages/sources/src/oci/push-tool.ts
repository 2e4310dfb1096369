import type { OciArtefact, PublishedTool, TransferOptions } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import { MEDIA_TYPES, TITLE } from './media-types.ts';
import { jsonBytes } from './oci-json.ts';
import type { Descriptor } from './oci-manifest.ts';
import { putBlob, putManifest } from './put-content.ts';
import type { RegistrySession } from './registry-session.ts';

/** The time in the configuration: fixed, so that equal tools are equal artefacts. */
const CREATED = '1970-01-01T00:00:00Z';

/** Publishes a tool at a tag: blobs first, the manifest last, so that nobody ever pulls half of one. */
export async function pushTool(
  session: RegistrySession,
  tag: string,
  tool: PublishedTool,
  { signal, onProgress }: TransferOptions,
): Promise<Result<OciArtefact, KamiError>> {
  const { component, files } = tool;
  const parts: readonly (readonly [title: string, mediaType: string, bytes: Uint8Array])[] = [
    [component.title, MEDIA_TYPES.wasm, component.bytes],
    ...[...files].map(
      ([title, bytes]) =>
        [title, title === 'tool.toml' ? MEDIA_TYPES.toml : MEDIA_TYPES.bytes, bytes] as const,
    ),
  ];
  const layers: Descriptor[] = [];
  for (const [title, mediaType, bytes] of parts) {
    const put = await putBlob(session, mediaType, bytes, {
      signal,
      onSent: (done) => onProgress({ direction: 'upload', done, total: bytes.length }),
    });
    if (!put.ok) return put;
    layers.push({ ...put.value, annotations: { [TITLE]: title } });
  }
  const config = await putBlob(session, MEDIA_TYPES.wasmConfig, configOf(tool, layers), { signal });
  if (!config.ok) return config;
  const { annotations: _, ...descriptor } = config.value;
  const manifest = jsonBytes({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    config: descriptor,
    layers,
    annotations: tool.annotations,
  });
  const taken = await putManifest(session, MEDIA_TYPES.manifest, manifest, tag, signal);
  if (!taken.ok) return taken;
  return ok({ registry: session.registry, repository: session.repository, digest: taken.value.digest });
}

/** The configuration (Wasm OCI Artifact Layout). `os` is the WASI that it imports. */
function configOf({ imports, exports }: PublishedTool, layers: readonly Descriptor[]): Uint8Array {
  return jsonBytes({
    created: CREATED,
    architecture: 'wasm',
    os: 'wasip2',
    layerDigests: layers.map(({ digest }) => digest),
    component: { exports, imports },
  });
}
