/**
 * Threat: whoever answers for the address that trusted roots come from (an old root, a root of his own, a file without
 * an end). Rule: The Update Framework's client workflow (TUF specification, section 5): each metadata file is signed by
 * keys that the one before names, beginning with the root that comes with KAMI; none is older than the last that was
 * seen, expired, or larger than its bound.
 */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BaseFetcher, Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { errorCode, refreshError } from '../translate-error.ts';
import { parseRoot } from './read-root.ts';

const TARGET = 'trusted_root.json';

/** What fetching a file gives: its bytes, or the status that was answered instead of 200. */
export type FetchedFile = { readonly bytes: Uint8Array } | { readonly status: number };

/** What a refresh needs. */
export interface RefreshOptions {
  /** Address of a repository of The Update Framework. */
  readonly address: string;
  /** Its first root metadata: `root.json`, which is believed. */
  readonly firstRoot: string;
  /** Folder that keeps the metadata seen last; a folder for each address. */
  readonly folder: string;
  /** Fetches a file; errors are the network's. */
  readonly fetchFile: (address: string) => Promise<Result<FetchedFile, KamiError>>;
}

/** Gives the bytes of the newest trusted root. Errors: `KAMI_NETWORK_FAILED`, also where what came is not trusted. */
export async function refreshRoot(options: RefreshOptions): Promise<Result<Uint8Array, KamiError>> {
  const { address, folder, firstRoot, fetchFile } = options;
  const base = address.replace(/\/+$/u, '');
  const fetcher = new GuardedFetcher(fetchFile);
  try {
    await mkdir(join(folder, 'targets'), { recursive: true, mode: 0o700 });
    await seedRoot(folder, firstRoot);
    const updater = new Updater({
      metadataBaseUrl: base,
      targetBaseUrl: `${base}/targets`,
      metadataDir: folder,
      targetDir: join(folder, 'targets'),
      fetcher,
    });
    await updater.refresh();
    const target = await updater.getTargetInfo(TARGET);
    if (target === undefined) return err(refreshError(base, `it has no ${TARGET}`));
    const path = (await updater.findCachedTarget(target)) ?? (await updater.downloadTarget(target));
    const bytes = await readFile(path);
    return parseRoot(bytes) === undefined
      ? err(refreshError(base, `its ${TARGET} is no trusted root of Sigstore`))
      : ok(bytes);
  } catch (cause) {
    return err(fetcher.failure ?? refreshError(base, cause));
  }
}

async function seedRoot(folder: string, firstRoot: string): Promise<void> {
  try {
    await readFile(join(folder, 'root.json'));
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT') throw cause;
    await copyFile(firstRoot, join(folder, 'root.json'));
  }
}

/** Fetches through what KAMI gives it; the library would use a client of its own. */
class GuardedFetcher extends BaseFetcher {
  failure: KamiError | undefined;
  readonly #fetchFile: RefreshOptions['fetchFile'];

  constructor(fetchFile: RefreshOptions['fetchFile']) {
    super();
    this.#fetchFile = fetchFile;
  }

  override async fetch(address: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const fetched = await this.#fetchFile(address);
    if (!fetched.ok) {
      this.failure = fetched.error;
      throw new Error(fetched.error.message);
    }
    if ('status' in fetched.value)
      throw new DownloadHTTPError(`${address} answered ${fetched.value.status}`, fetched.value.status);
    const bytes = new Uint8Array(fetched.value.bytes);
    return new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
  }
}

/** Checks that bytes are a trusted root. Error: `KAMI_USAGE`. */
export function checkRoot(bytes: Uint8Array, shown: string): Result<void, KamiError> {
  if (parseRoot(bytes) !== undefined) return ok(undefined);
  return err(
    kamiError('KAMI_USAGE', `${JSON.stringify(shown)} is no trusted root of Sigstore.`, {
      hint: 'It is JSON with the mediaType application/vnd.dev.sigstore.trustedroot+json;version=0.1, as cosign trusted-root create writes it.',
    }),
  );
}
