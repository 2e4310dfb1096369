import { deriveManifest, parseManifest, satisfiesKamiRange } from '@kami/registry';
import { manifestFiles, MAX_MANIFEST_FILES_BYTES, type Candidate, type ManifestFiles } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result, type ToolManifest } from '@kami/types';
import type { App, OpenedSource } from '../app.ts';
import { findSigners } from '../signing/find-signers.ts';

/** Reads a tool from a folder or a component: manifest first, then the bytes that it names. */
export async function loadCandidate(app: App, path: string): Promise<Result<Candidate, KamiError>> {
  const source = await app.openSource(path);
  if (!source.ok) return source;
  const manifest = readManifest(source.value);
  if (!manifest.ok) return manifest;
  const { kami } = manifest.value;
  if (kami !== undefined && !satisfiesKamiRange(kami, app.version)) {
    return err(
      kamiError('KAMI_MANIFEST_INVALID', `The tool needs KAMI ${kami}; this is KAMI ${app.version}.`),
    );
  }
  const component = await source.value.readComponent(
    source.value.manifestText === undefined ? undefined : manifest.value.wasm,
  );
  if (!component.ok) return component;
  const files = await readFiles(source.value, manifest.value);
  if (!files.ok) return files;
  const candidate = { manifest: manifest.value, component: component.value, files: files.value };
  const signature = await findSigners(app, path, source.value, candidate);
  return signature.ok ? ok({ ...candidate, signature: signature.value }) : signature;
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

function readManifest(source: OpenedSource): Result<ToolManifest, KamiError> {
  return source.manifestText === undefined ? deriveManifest(source.stem) : parseManifest(source.manifestText);
}
