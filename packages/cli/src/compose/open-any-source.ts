import { openToolSource } from '@kami/host-node';
import { formatSource, parseSource, type OciSource, type TransferProgress } from '@kami/registry';
import { ok, parseDigest, type KamiError, type Result } from '@kami/types';
import type { OpenedSource } from '../home/opened-source.ts';
import type { ServiceParts } from './service-parts.ts';
import { composeToolSources, type ToolSources } from './tool-sources.ts';

const ARCHIVE = /\.(?:tgz|tar|tar\.gz|zip)$/iu;

/** Opens a source as it lies, or brings it here first. Errors: those of opening and of fetching. */
export async function openAnySource(
  parts: Pick<ServiceParts, 'config' | 'paths' | 'signal'>,
  text: string,
  onProgress: (progress: TransferProgress) => void,
): Promise<Result<OpenedSource, KamiError>> {
  const source = parseSource(text);
  if (!source.ok) return source;
  if (source.value.kind === 'path' && !ARCHIVE.test(text)) {
    const opened = await openToolSource(text);
    return opened.ok ? ok({ ...opened.value, source: text, [Symbol.asyncDispose]: nothing }) : opened;
  }
  const sources = await composeToolSources(parts);
  if (!sources.ok) return sources;
  await using open = sources.value;
  const wanted = source.value.kind === 'path' ? { kind: 'archive' as const, path: text } : source.value;
  const fetched = await open.fetcher.fetch(wanted, { signal: parts.signal, onProgress });
  if (!fetched.ok) return fetched;
  const { path, stem, resolved } = fetched.value;
  const dispose = async (): Promise<void> => fetched.value[Symbol.asyncDispose]();
  const opened = await openToolSource(path);
  if (!opened.ok) {
    await dispose();
    return opened;
  }
  const signed = resolved?.kind === 'oci' ? await attachedSignatures(open, resolved, parts.signal) : ok({});
  if (!signed.ok) {
    await dispose();
    return signed;
  }
  const from = resolved === undefined ? text : formatSource(resolved);
  return ok({ ...opened.value, ...signed.value, stem, source: from, [Symbol.asyncDispose]: dispose });
}

/** The signatures that a registry keeps of an artefact, by their layers. A registry that does not answer is an error. */
async function attachedSignatures(
  { registry }: ToolSources,
  { registry: host, repository, digest = '' }: OciSource,
  signal: AbortSignal,
): Promise<Result<Pick<OpenedSource, 'signed'>, KamiError>> {
  const hex = parseDigest(digest.replace(/^sha256:/u, ''));
  if (!hex.ok) return ok({});
  const referrers = await registry.listReferrers({ registry: host, repository, digest }, signal);
  if (!referrers.ok) return referrers;
  const blobs = referrers.value.flatMap((referrer) => referrer.blobs);
  const attachments = blobs.map(({ annotations = {}, ...blob }) => ({ ...blob, annotations }));
  return ok({ signed: { subject: { digest: hex.value }, attachments } });
}

async function nothing(): Promise<void> {
  // What lies there stays there.
}
