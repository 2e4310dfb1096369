import { encodeBase64, type DescribedFeatures } from '@kami/protocol';
import {
  err,
  NO_FEATURES,
  ok,
  type FeatureExport,
  type InstalledPrompt,
  type InstalledResource,
  type KamiError,
  type ResourceBody,
  type ResourceSpec,
  type Result,
  type ToolFeatures,
  type ToolManifest,
} from '@kami/types';
import { contradiction, missingFile } from './definition-names.ts';
import { readIcon } from './tool-icon.ts';

/** The bytes of the files that a manifest names beside its component, by their paths in it. */
export type ManifestFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Bytes of all files that a manifest names beside its component: they stand with the installation, and a server has those
 * of every tool in its memory.
 */
export const MAX_MANIFEST_FILES_BYTES: number = 256 * 1024;

/** The paths that a manifest names beside its component, each once. */
export function manifestFiles({ resources = [], icon }: ToolManifest): readonly string[] {
  const named = resources.flatMap(({ source }) => ('file' in source ? [source.file] : []));
  return [...new Set(icon === undefined ? named : [...named, icon])];
}

/**
 * Puts together what a tool has beside its functions: what its component described and what its manifest holds. A URI or
 * a name in both is an error; nothing is given where there is nothing.
 */
export function combineFeatures(
  manifest: ToolManifest,
  exports: readonly FeatureExport[],
  described: DescribedFeatures,
  files: ManifestFiles,
): Result<ToolFeatures | undefined, KamiError> {
  const kept: InstalledResource[] = [];
  for (const spec of manifest.resources ?? []) {
    const resource = keepResource(spec, files);
    if (!resource.ok) return resource;
    kept.push(resource.value);
  }
  const icon =
    manifest.icon === undefined ? ok(undefined) : readIcon(manifest.icon, files.get(manifest.icon));
  if (!icon.ok) return icon;
  const prompts: readonly InstalledPrompt[] = manifest.prompts ?? [];
  const uris = new Set(described.resources.map(({ uri }) => uri));
  const sameUri = kept.find(({ uri }) => uris.has(uri));
  if (sameUri !== undefined) return err(contradiction(sameUri.uri, 'both have a resource of this URI'));
  const names = new Set(described.prompts.map(({ name }) => name));
  const sameName = prompts.find(({ name }) => names.has(name));
  if (sameName !== undefined) return err(contradiction(sameName.name, 'both have a prompt of this name'));
  const features: ToolFeatures = {
    exports,
    resources: [...kept, ...described.resources],
    templates: described.templates,
    prompts: [...prompts, ...described.prompts],
    ...(icon.value === undefined ? {} : { icon: icon.value }),
  };
  const isEmpty = JSON.stringify(features) === JSON.stringify(NO_FEATURES);
  return ok(isEmpty ? undefined : features);
}

function keepResource(spec: ResourceSpec, files: ManifestFiles): Result<InstalledResource, KamiError> {
  const { source, ...definition } = spec;
  if ('text' in source) {
    const size = new TextEncoder().encode(source.text).length;
    return ok({ ...definition, size, body: { text: source.text } });
  }
  const bytes = files.get(source.file);
  if (bytes === undefined) return err(missingFile(source.file));
  return ok({ ...definition, size: bytes.length, body: bodyOf(bytes) });
}

/** UTF-8 without a NUL is text, everything else is bytes. */
function bodyOf(bytes: Uint8Array): ResourceBody {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return { text };
  } catch {
    // Not UTF-8: bytes.
  }
  return { blob: encodeBase64(bytes) };
}
