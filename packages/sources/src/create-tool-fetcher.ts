/**
 * Threat: half a tool, or another than was asked for, that is taken for it. Rule: a tool is fetched into a folder of
 * its own, checked as it comes, and handed on only when all of it is there; whatever ends the fetch deletes the folder.
 */
import { basename, join } from 'node:path';
import type {
  ArchiveSource,
  FetchedTool,
  OciSource,
  ToolFetcher,
  TransferOptions,
  WebSource,
} from '@kami/registry';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { makeTemporaryFolder, type TemporaryFolder } from './download/temporary-folder.ts';
import { translateError } from './download/translate-error.ts';
import { fetchFromWeb } from './fetch-from-web.ts';
import { pullTool } from './oci/pull-tool.ts';
import { openSession, type SessionParts } from './oci/registry-session.ts';
import { unpackPackage } from './unpack/unpack-package.ts';

/** What fetching needs. */
export interface FetcherParts extends SessionParts {
  /** The home's folder for what is temporary. */
  readonly temporary: string;
}

/** A tool in a folder, and the digest of what was fetched. */
type Found = Pick<FetchedTool, 'path' | 'stem' | 'resolved'>;

/** Makes a fetcher of archives, addresses and registries. */
export function createToolFetcher(parts: FetcherParts): ToolFetcher {
  return {
    async fetch(source, options) {
      await using stack = new AsyncDisposableStack();
      try {
        const folder = stack.use(await makeTemporaryFolder(parts.temporary));
        const found = await fetchInto(parts, source, folder, options);
        if (!found.ok) return found;
        const kept = stack.move();
        return ok({ ...found.value, [Symbol.asyncDispose]: async () => kept.disposeAsync() });
      } catch (error) {
        return err(translateError(error));
      }
    },
  };
}

async function fetchInto(
  parts: FetcherParts,
  source: WebSource | OciSource | ArchiveSource,
  { path: folder }: TemporaryFolder,
  options: TransferOptions,
): Promise<Result<Found, KamiError>> {
  switch (source.kind) {
    case 'archive': {
      const path = await unpackPackage(
        source.path,
        JSON.stringify(source.path),
        join(folder, 'unpacked'),
        options.signal,
      );
      return path.ok ? ok({ path: path.value, stem: stemOf(path.value) }) : path;
    }
    case 'web': {
      const fetched = await fetchFromWeb(parts.client, source, folder, options);
      if (!fetched.ok) return fetched;
      const { path, sha256, stem } = fetched.value;
      return ok({ path, stem, resolved: { ...source, sha256 } });
    }
    case 'oci': {
      const session = openSession(parts, source.registry, source.repository, 'pull');
      const pulled = await pullTool(session, source, folder, options);
      if (!pulled.ok) return pulled;
      const { path, digest } = pulled.value;
      return ok({ path, stem: basename(source.repository), resolved: { ...source, digest } });
    }
  }
}

function stemOf(path: string): string {
  return basename(path, '.wasm');
}
