import type { OciArtefact, OciSource, PublishedTool, SignatureMaker, TransferProgress } from '@kami/registry';
import { ok, parseDigest, type KamiError, type Result } from '@kami/types';
import type { ServiceParts } from './service-parts.ts';
import { composeToolSources } from './tool-sources.ts';

/** The type that cosign gives artefacts with its signatures (cosign, OCI 1.1 mode). */
const COSIGN_SIGNATURE = 'application/vnd.dev.cosign.artifact.sig.v1+json';

/**
 * Publishes a tool in a registry and attaches a signature of what was published, where somebody signs. Errors: those of
 * pushing; a tool whose signature could not be attached stays published.
 */
export async function publishTool(
  parts: Pick<ServiceParts, 'config' | 'paths' | 'signal'>,
  { registry, repository, tag = 'latest' }: OciSource,
  tool: PublishedTool,
  signer: SignatureMaker | undefined,
  onProgress: (progress: TransferProgress) => void,
): Promise<Result<OciArtefact, KamiError>> {
  const sources = await composeToolSources(parts);
  if (!sources.ok) return sources;
  await using open = sources.value;
  const pushed = await open.registry.push({ registry, repository, tag }, tool, {
    signal: parts.signal,
    onProgress,
  });
  if (!pushed.ok || signer === undefined) return pushed;
  const digest = parseDigest(pushed.value.digest.replace(/^sha256:/u, ''));
  if (!digest.ok) return digest;
  const layer = signer.signArtefact(digest.value, `${registry}/${repository}`);
  const referrer = { artifactType: COSIGN_SIGNATURE, blobs: [layer] };
  const attached = await open.registry.pushReferrer(pushed.value, referrer, parts.signal);
  return attached.ok ? ok(pushed.value) : attached;
}
