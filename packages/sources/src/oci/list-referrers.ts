/**
 * Threat: a registry that answers with referrers of another artefact, with blobs that are not those of their digests, or
 * with so many that reading them never ends. Rule: every manifest and blob is checked against its digest and size, a
 * referrer found by the API or the index must name the subject, and numbers and sizes are bounded.
 */
import { hash } from 'node:crypto';
import type { OciArtefact, OciBlob, OciReferrer } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { refuseDigest, refuseSize } from '../download/expected-content.ts';
import { refusedPackage } from '../unpack/folder-writer.ts';
import { findManifest, type ManifestBytes } from './get-manifest.ts';
import { MAX_OCI_MANIFEST_BYTES } from './media-types.ts';
import { parseJsonObject } from './oci-json.ts';
import { parseOciIndex, parseOciManifest, type Descriptor } from './oci-manifest.ts';
import type { RegistrySession } from './registry-session.ts';
import { translateStatus } from './translate-status.ts';

/** Referrers of one artefact that are read; each costs requests. */
export const MAX_REFERRERS = 64;
/** Bytes of one blob of a referrer: signatures and attestations are small. */
const MAX_REFERRER_BLOB_BYTES: number = 4 * 1024 * 1024;
/** Bytes of all blobs of all referrers together, which are in memory at once: a full list of full ones is 16 GiB. */
const MAX_REFERRERS_BYTES: number = 64 * 1024 * 1024;
/** Blobs of all referrers together: each is a request. */
const MAX_REFERRERS_BLOBS = 256;

/** The tag of the index for registries without the API (OCI Distribution Specification 1.1, "Referrers Tag Schema"). */
export function fallbackTag(digest: string): string {
  return digest.replace(':', '-');
}

/** Everything that is attached to an artefact, by API or fallback index, and by cosign's tag. */
export async function listReferrers(
  session: RegistrySession,
  { digest }: OciArtefact,
  signal: AbortSignal,
): Promise<Result<readonly OciReferrer[], KamiError>> {
  const entries = await findEntries(session, digest, signal);
  if (!entries.ok) return entries;
  const referrers: OciReferrer[] = [];
  const left: Allowance = { bytes: MAX_REFERRERS_BYTES, blobs: MAX_REFERRERS_BLOBS };
  for (const entry of entries.value) {
    const manifest = await findManifest(session, entry.digest, signal);
    if (!manifest.ok) return manifest;
    if (manifest.value === undefined || subjectOf(manifest.value) !== digest) continue;
    const read = await readReferrer(session, manifest.value, 'referrers', left, signal);
    if (!read.ok) return read;
    referrers.push(read.value);
  }
  const cosign = await findManifest(session, `${fallbackTag(digest)}.sig`, signal);
  if (!cosign.ok) return cosign;
  if (cosign.value === undefined) return ok(referrers);
  const read = await readReferrer(session, cosign.value, 'cosign-tag', left, signal);
  return read.ok ? ok([...referrers, read.value]) : read;
}

/** The entries of the API's index, else of the fallback tag's. */
async function findEntries(
  session: RegistrySession,
  digest: string,
  signal: AbortSignal,
): Promise<Result<readonly Descriptor[], KamiError>> {
  const sent = await session.send({ method: 'GET', target: `referrers/${digest}`, signal });
  if (!sent.ok) return sent;
  await using response = sent.value;
  if (response.status === 200) {
    const bytes = await response.read(MAX_OCI_MANIFEST_BYTES);
    return bytes.ok ? entriesOf(session, bytes.value) : bytes;
  }
  if (response.status !== 404) return err(await translateStatus(session, 'read', response));
  const index = await findManifest(session, fallbackTag(digest), signal);
  if (!index.ok) return index;
  return index.value === undefined ? ok([]) : entriesOf(session, index.value.bytes);
}

function entriesOf(
  { registry, repository }: RegistrySession,
  bytes: Uint8Array,
): Result<readonly Descriptor[], KamiError> {
  const entries = parseOciIndex(bytes, MAX_REFERRERS);
  return typeof entries === 'string'
    ? err(refusedPackage(`What is attached to ${registry}/${repository}`, entries))
    : ok(entries);
}

function subjectOf({ bytes }: ManifestBytes): unknown {
  const subject = parseJsonObject(bytes)?.['subject'];
  return typeof subject === 'object' && subject !== null && 'digest' in subject ? subject.digest : undefined;
}

/** What may still be read of the referrers of one artefact. */
interface Allowance {
  bytes: number;
  blobs: number;
}

async function readReferrer(
  session: RegistrySession,
  { bytes, digest }: ManifestBytes,
  found: OciReferrer['found'],
  left: Allowance,
  signal: AbortSignal,
): Promise<Result<OciReferrer, KamiError>> {
  const manifest = parseOciManifest(bytes);
  if (typeof manifest === 'string')
    return err(refusedPackage(`What is attached to ${session.registry}/${session.repository}`, manifest));
  left.blobs -= manifest.layers.length;
  left.bytes -= manifest.layers.reduce((sum, { size }) => sum + size, 0);
  if (left.blobs < 0 || left.bytes < 0)
    return err(
      refusedPackage(
        `What is attached to ${session.registry}/${session.repository}`,
        `it has more than ${MAX_REFERRERS_BLOBS} parts or ${MAX_REFERRERS_BYTES} bytes`,
      ),
    );
  const blobs: OciBlob[] = [];
  for (const layer of manifest.layers) {
    const blob = await readBlob(session, layer, signal);
    if (!blob.ok) return blob;
    blobs.push({ mediaType: layer.mediaType, bytes: blob.value, annotations: layer.annotations });
  }
  const artifactType = manifest.artifactType ?? manifest.config.mediaType;
  return ok({ found, digest, artifactType, annotations: manifest.annotations, blobs });
}

async function readBlob(
  session: RegistrySession,
  { digest, size }: Descriptor,
  signal: AbortSignal,
): Promise<Result<Uint8Array, KamiError>> {
  const expected = { sha256: digest.slice('sha256:'.length), size, maxBytes: MAX_REFERRER_BLOB_BYTES };
  const wrongSize = refuseSize(session.registry, size, expected, true);
  if (wrongSize !== undefined) return err(wrongSize);
  const sent = await session.send({ method: 'GET', target: `blobs/${digest}`, signal });
  if (!sent.ok) return sent;
  await using response = sent.value;
  if (response.status === 404)
    return err(kamiError('KAMI_SOURCE_UNREADABLE', `${session.registry} has no blob ${digest}.`));
  if (response.status !== 200) return err(await translateStatus(session, 'read', response));
  const bytes = await response.read(size);
  if (!bytes.ok) return bytes;
  const wrong =
    refuseSize(session.registry, bytes.value.length, expected, true) ??
    refuseDigest(session.registry, hash('sha256', bytes.value, 'hex'), expected);
  return wrong === undefined ? bytes : err(wrong);
}
