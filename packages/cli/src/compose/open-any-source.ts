import { openToolSource } from '@kami/host-node';
import { formatSource, parseSource, type TransferProgress } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import type { OpenedSource } from '../app.ts';
import type { ServiceParts } from './service-parts.ts';
import { composeToolSources } from './tool-sources.ts';

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
  const from = resolved === undefined ? text : formatSource(resolved);
  return ok({ ...opened.value, stem, source: from, [Symbol.asyncDispose]: dispose });
}

async function nothing(): Promise<void> {
  // What lies there stays there.
}
