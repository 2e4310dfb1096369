import { deriveManifest, parseManifest, satisfiesKamiRange } from '@kami/registry';
import type { Candidate } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result, type ToolManifest } from '@kami/types';
import type { App, OpenedSource } from '../app.ts';

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
  return component.ok ? ok({ manifest: manifest.value, component: component.value }) : component;
}

function readManifest(source: OpenedSource): Result<ToolManifest, KamiError> {
  return source.manifestText === undefined ? deriveManifest(source.stem) : parseManifest(source.manifestText);
}
