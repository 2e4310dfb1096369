import { hash } from 'node:crypto';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { refuseDigest } from '../download/expected-content.ts';
import { MAX_OCI_MANIFEST_BYTES, MEDIA_TYPES } from './media-types.ts';
import type { RegistrySession } from './registry-session.ts';
import { translateStatus } from './translate-status.ts';

/** A manifest or an index as its bytes, with the digest that was computed over them. */
export interface ManifestBytes {
  readonly bytes: Uint8Array;
  /** `sha256:…`. */
  readonly digest: string;
  readonly mediaType: string;
}

const ACCEPT = `${MEDIA_TYPES.manifest}, ${MEDIA_TYPES.index}`;

/** Gets a manifest by tag or digest; nothing where there is none. Errors: `KAMI_SOURCE_REFUSED` by digest, and of requests. */
export async function findManifest(
  session: RegistrySession,
  reference: string,
  signal: AbortSignal,
): Promise<Result<ManifestBytes | undefined, KamiError>> {
  const sent = await session.send({
    method: 'GET',
    target: `manifests/${reference}`,
    headers: [['accept', ACCEPT]],
    signal,
  });
  if (!sent.ok) return sent;
  await using response = sent.value;
  if (response.status === 404) return ok(undefined);
  if (response.status !== 200) return err(await translateStatus(session, 'read', response));
  const bytes = await response.read(MAX_OCI_MANIFEST_BYTES);
  if (!bytes.ok) return bytes;
  const sha256 = hash('sha256', bytes.value, 'hex');
  const stated = [reference, response.headers.get('docker-content-digest') ?? ''];
  for (const digest of stated) {
    const expected = /^sha256:([0-9a-f]{64})$/u.exec(digest)?.[1];
    const wrong =
      expected === undefined
        ? undefined
        : refuseDigest(session.registry, sha256, { sha256: expected, maxBytes: MAX_OCI_MANIFEST_BYTES });
    if (wrong !== undefined) return err(wrong);
  }
  const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';', 1);
  return ok({ bytes: bytes.value, digest: `sha256:${sha256}`, mediaType: mediaType.trim() });
}
