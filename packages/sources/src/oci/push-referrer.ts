import type { NewReferrer, OciArtefact } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { refusedPackage } from '../unpack/folder-writer.ts';
import { findManifest } from './get-manifest.ts';
import { fallbackTag, MAX_REFERRERS } from './list-referrers.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { jsonBytes } from './oci-json.ts';
import { parseOciIndex, type Descriptor } from './oci-manifest.ts';
import { putBlob, putManifest } from './put-content.ts';
import type { RegistrySession } from './registry-session.ts';

/**
 * Attaches a referrer to an artefact (OCI Distribution Specification 1.1, "Pushing Manifests with Subject"); where the
 * registry does not list it by itself, the index at the fallback tag is written anew with it. Gives its digest.
 */
export async function pushReferrer(
  session: RegistrySession,
  { digest: subject }: OciArtefact,
  { artifactType, annotations = {}, blobs }: NewReferrer,
  signal: AbortSignal,
): Promise<Result<string, KamiError>> {
  const found = await findManifest(session, subject, signal);
  if (!found.ok) return found;
  if (found.value === undefined)
    return err(kamiError('KAMI_SOURCE_UNREADABLE', `${session.registry} has no artefact ${subject}.`));
  const layers: Descriptor[] = [];
  for (const { mediaType, bytes, annotations: own = {} } of blobs) {
    const put = await putBlob(session, mediaType, bytes, { signal });
    if (!put.ok) return put;
    layers.push({ ...put.value, annotations: own });
  }
  const config = await putBlob(session, MEDIA_TYPES.empty, jsonBytes({}), { signal });
  if (!config.ok) return config;
  const manifest = jsonBytes({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType,
    config: config.value,
    layers,
    subject: { mediaType: MEDIA_TYPES.manifest, digest: subject, size: found.value.bytes.length },
    annotations,
  });
  const taken = await putManifest(session, MEDIA_TYPES.manifest, manifest, undefined, signal);
  if (!taken.ok) return taken;
  const { digest, listed } = taken.value;
  if (listed) return ok(digest);
  const entry = { mediaType: MEDIA_TYPES.manifest, digest, size: manifest.length, annotations, artifactType };
  const indexed = await addToIndex(session, fallbackTag(subject), entry, signal);
  return indexed.ok ? ok(digest) : indexed;
}

/** Two that do this at once may lose one of the entries: the specification has no way around it. */
async function addToIndex(
  session: RegistrySession,
  tag: string,
  entry: Descriptor,
  signal: AbortSignal,
): Promise<Result<void, KamiError>> {
  const index = await findManifest(session, tag, signal);
  if (!index.ok) return index;
  const entries = index.value === undefined ? [] : parseOciIndex(index.value.bytes, MAX_REFERRERS - 1);
  if (typeof entries === 'string')
    return err(refusedPackage(`What is attached to ${session.registry}/${session.repository}`, entries));
  if (entries.some(({ digest }) => digest === entry.digest)) return ok(undefined);
  const bytes = jsonBytes({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [...entries, entry] });
  const taken = await putManifest(session, MEDIA_TYPES.index, bytes, tag, signal);
  return taken.ok ? ok(undefined) : taken;
}
