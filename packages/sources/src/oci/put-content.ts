import { hash } from 'node:crypto';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { Descriptor } from './oci-manifest.ts';
import type { RegistrySession } from './registry-session.ts';
import { translateStatus } from './translate-status.ts';

/** What an upload heeds and tells. */
export interface UploadOptions {
  readonly signal: AbortSignal;
  readonly onSent?: (bytes: number) => void;
}

/** Uploads bytes unless the registry has them (OCI Distribution Specification 1.1, "POST then PUT"). Gives their descriptor. */
export async function putBlob(
  session: RegistrySession,
  mediaType: string,
  bytes: Uint8Array,
  { signal, onSent }: UploadOptions,
): Promise<Result<Descriptor, KamiError>> {
  const digest = `sha256:${hash('sha256', bytes, 'hex')}`;
  const descriptor: Descriptor = { mediaType, digest, size: bytes.length, annotations: {} };
  const there = await session.send({ method: 'HEAD', target: `blobs/${digest}`, signal });
  if (!there.ok) return there;
  await there.value[Symbol.asyncDispose]();
  if (there.value.status === 200) return ok(descriptor);
  const place = await beginUpload(session, signal);
  if (!place.ok) return place;
  place.value.searchParams.set('digest', digest);
  const sent = await session.send({
    method: 'PUT',
    target: place.value,
    headers: [['content-type', 'application/octet-stream']],
    body: bytes,
    signal,
    ...(onSent === undefined ? {} : { onSent }),
  });
  if (!sent.ok) return sent;
  await using response = sent.value;
  return response.status === 201 ? ok(descriptor) : err(await translateStatus(session, 'write', response));
}

async function beginUpload(session: RegistrySession, signal: AbortSignal): Promise<Result<URL, KamiError>> {
  const sent = await session.send({
    method: 'POST',
    target: 'blobs/uploads/',
    body: new Uint8Array(),
    signal,
  });
  if (!sent.ok) return sent;
  await using response = sent.value;
  if (response.status !== 202) return err(await translateStatus(session, 'write', response));
  const location = response.headers.get('location') ?? '';
  if (location === '' || !URL.canParse(location, response.url.href))
    return err(kamiError('KAMI_NETWORK_FAILED', `${session.registry} did not say where to upload to.`));
  return ok(new URL(location, response.url));
}

/** What a registry said of a manifest that it took. */
export interface TakenManifest {
  /** `sha256:…`. */
  readonly digest: string;
  /** Whether it lists the manifest as a referrer of its subject by itself (`OCI-Subject`). */
  readonly listed: boolean;
}

/** Uploads a manifest under a tag, or under its own digest where none is given. */
export async function putManifest(
  session: RegistrySession,
  mediaType: string,
  bytes: Uint8Array,
  tag: string | undefined,
  signal: AbortSignal,
): Promise<Result<TakenManifest, KamiError>> {
  const digest = `sha256:${hash('sha256', bytes, 'hex')}`;
  const sent = await session.send({
    method: 'PUT',
    target: `manifests/${tag ?? digest}`,
    headers: [['content-type', mediaType]],
    body: bytes,
    signal,
  });
  if (!sent.ok) return sent;
  await using response = sent.value;
  if (response.status !== 201) return err(await translateStatus(session, 'write', response));
  return ok({ digest, listed: response.headers.has('oci-subject') });
}
