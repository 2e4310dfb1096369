import { deriveManifest, parseManifest, satisfiesKamiRange, type TransferProgress } from '@kami/registry';
import { manifestFiles, MAX_MANIFEST_FILES_BYTES, type Candidate, type ManifestFiles } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result, type ToolManifest } from '@kami/types';
import type { App } from '../app.ts';
import type { OpenedSource } from '../home/opened-source.ts';
import { findSigners } from '../signing/find-signers.ts';

/** A candidate with where it came from. */
export interface LoadedCandidate extends Candidate {
  /** As the operator gave it, and with the digest of what was fetched. */
  readonly source: string;
  /** Text of `tool.toml`; absent for a component alone. */
  readonly manifestText?: string;
}

/** Reads a tool from its source: manifest first, then the bytes that it names. `onProgress` hears of a transfer. */
export async function loadCandidate(
  app: App,
  path: string,
  onProgress?: (progress: TransferProgress) => void,
): Promise<Result<LoadedCandidate, KamiError>> {
  const opened = await app.openSource(path, onProgress);
  if (!opened.ok) return opened;
  await using source = opened.value;
  return await readCandidate(app, path, source);
}

async function readCandidate(
  app: App,
  path: string,
  source: OpenedSource,
): Promise<Result<LoadedCandidate, KamiError>> {
  const manifest = readManifest(source);
  if (!manifest.ok) return manifest;
  const { kami } = manifest.value;
  if (kami !== undefined && !satisfiesKamiRange(kami, app.version)) {
    return err(
      kamiError('KAMI_MANIFEST_INVALID', `The tool needs KAMI ${kami}; this is KAMI ${app.version}.`),
    );
  }
  const { manifestText } = source;
  const component = await source.readComponent(manifestText === undefined ? undefined : manifest.value.wasm);
  if (!component.ok) return component;
  const files = await readFiles(source, manifest.value);
  if (!files.ok) return files;
  const candidate = { manifest: manifest.value, component: component.value, files: files.value };
  const signature = await findSigners(app, path, source, candidate);
  if (!signature.ok) return signature;
  return ok({
    ...candidate,
    signature: signature.value,
    source: source.source,
    ...(manifestText === undefined ? {} : { manifestText }),
  });
}

/** The files that a manifest names beside its component. */
async function readFiles(
  source: OpenedSource,
  manifest: ToolManifest,
): Promise<Result<ManifestFiles, KamiError>> {
  const files = new Map<string, Uint8Array>();
  let left = MAX_MANIFEST_FILES_BYTES;
  for (const path of manifestFiles(manifest)) {
    const bytes = await source.readFile(path, MAX_MANIFEST_FILES_BYTES);
    if (!bytes.ok) return bytes;
    left -= bytes.value.length;
    if (left < 0) {
      const message = `The files that tool.toml names have over ${MAX_MANIFEST_FILES_BYTES} bytes together.`;
      return err(
        kamiError('KAMI_MANIFEST_INVALID', message, {
          hint: 'Let the component give larger ones: it is asked for a resource when one is read.',
        }),
      );
    }
    files.set(path, bytes.value);
  }
  return ok(files);
}

/** The manifest without how the tool was built: what is installed and approved is what was built. */
function readManifest(source: OpenedSource): Result<ToolManifest, KamiError> {
  if (source.manifestText === undefined) return deriveManifest(source.stem);
  const read = parseManifest(source.manifestText);
  if (!read.ok) return read;
  const { build: _build, ...manifest } = read.value;
  return ok(manifest);
}
