/**
 * Threat: whoever may say which authorities are trusted may sign everything. Rule: the trusted root comes with KAMI, or
 * from the home, where only the operator writes; one that cannot be read is an error, and never a root of less.
 */
import { readFile } from 'node:fs/promises';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { parseJsonObject } from '../parse-json.ts';
import { errorCode } from '../translate-error.ts';

/** Where trusted roots stand. */
export interface RootPlaces {
  /** The one that comes with KAMI. */
  readonly pinned: string;
  /** The operator's, which counts where it is there. */
  readonly own: string;
}

/** A trusted root: certificate authorities and logs that signatures are checked against, and the file that it is of. */
export interface LoadedRoot {
  readonly root: TrustedRoot;
  readonly path: string;
}

/** Reads the trusted root in force. Error: `KAMI_STORE_CORRUPT`. */
export async function readRoot(places: RootPlaces): Promise<Result<LoadedRoot, KamiError>> {
  for (const path of [places.own, places.pinned]) {
    try {
      const root = parseRoot(await readFile(path));
      return root === undefined ? err(damaged(path)) : ok({ root, path });
    } catch (cause) {
      if (errorCode(cause) !== 'ENOENT' || path === places.pinned) return err(damaged(path, cause));
    }
  }
  return err(damaged(places.pinned));
}

/** A trusted root of its JSON form (Sigstore trusted root, version 0.1), or nothing when the bytes are none. */
export function parseRoot(bytes: Uint8Array): TrustedRoot | undefined {
  const json = parseJsonObject(bytes);
  const mediaType = json?.['mediaType'];
  if (typeof mediaType !== 'string' || !mediaType.startsWith('application/vnd.dev.sigstore.trustedroot'))
    return undefined;
  try {
    const root = TrustedRoot.fromJSON(json);
    return root.certificateAuthorities.length + root.tlogs.length === 0 ? undefined : root;
  } catch {
    return undefined;
  }
}

function damaged(path: string, cause?: unknown): KamiError {
  return kamiError('KAMI_STORE_CORRUPT', `${path} is no trusted root of Sigstore.`, {
    cause,
    hint: 'Go back to the one that comes with KAMI with: kami trust reset',
  });
}
