import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest, type OciSource, type TransferOptions } from '@kami/registry';
import {
  err,
  kamiError,
  MAX_COMPONENT_BYTES,
  MAX_MANIFEST_BYTES,
  ok,
  type KamiError,
  type Result,
} from '@kami/types';
import { downloadFile } from '../download/download-file.ts';
import {
  createFolderWriter,
  MAX_UNPACKED_BYTES,
  refusedPackage,
  type FolderWriter,
} from '../unpack/folder-writer.ts';
import { findManifest } from './get-manifest.ts';
import { MEDIA_TYPES, TITLE } from './media-types.ts';
import { parseOciManifest, type Descriptor, type OciManifest } from './oci-manifest.ts';
import type { RegistrySession } from './registry-session.ts';

/** An artefact's tool in a folder. */
export interface PulledTool {
  /** The folder with the manifest, or the component alone. */
  readonly path: string;
  /** Digest of the artefact's manifest, `sha256:…`. */
  readonly digest: string;
}

const TOOL_MANIFEST = 'tool.toml';
/** The component's name where its layer has none. */
const UNNAMED = 'component.wasm';

/**
 * Pulls a tool into an empty folder (Wasm OCI Artifact Layout): one layer `application/wasm`, and beside it, by their
 * titles, `tool.toml` and the files that it names. Errors: `KAMI_SOURCE_UNREADABLE`, `KAMI_SOURCE_REFUSED`, and of
 * requests. Throws Node's file errors.
 */
export async function pullTool(
  session: RegistrySession,
  { tag, digest }: OciSource,
  into: string,
  options: TransferOptions,
): Promise<Result<PulledTool, KamiError>> {
  const reference = digest ?? tag ?? 'latest';
  const what = `${session.registry}/${session.repository}`;
  const found = await findManifest(session, reference, options.signal);
  if (!found.ok) return found;
  if (found.value === undefined)
    return err(
      kamiError('KAMI_SOURCE_UNREADABLE', `${what} has nothing at ${reference}.`, {
        hint: 'Look at the repository, the tag and the digest; some registries answer so where you may not read, too.',
      }),
    );
  const manifest = parseOciManifest(found.value.bytes);
  if (typeof manifest === 'string') return err(refusedPackage(what, manifest));
  const component = componentOf(manifest);
  if (typeof component === 'string') return err(refusedPackage(what, component));
  const named = manifest.layers.filter((layer) => titleOf(layer, component) !== undefined);
  if (named.reduce((sum, { size }) => sum + size, 0) > MAX_UNPACKED_BYTES)
    return err(refusedPackage(what, `its files have more than ${MAX_UNPACKED_BYTES} bytes`));
  const writer = createFolderWriter(into, what);
  for (const layer of manifest.layers) {
    const title = titleOf(layer, component);
    if (title === undefined) continue;
    const done = await pullLayer(session, layer, title, writer, options);
    if (!done.ok) return done;
  }
  const isTool = manifest.layers.some((layer) => layer.annotations[TITLE] === TOOL_MANIFEST);
  const path = join(into, titleOf(component, component) ?? UNNAMED);
  if (!isTool) return ok({ path, digest: found.value.digest });
  const renamed =
    component.annotations[TITLE] === undefined ? await nameComponent(into, path) : ok(undefined);
  return renamed.ok ? ok({ path: into, digest: found.value.digest }) : renamed;
}

/** The only component of an artefact; the error says why it is none that KAMI reads. */
function componentOf({ config, layers }: OciManifest): Descriptor | string {
  if (config.mediaType !== MEDIA_TYPES.wasmConfig)
    return `it is of the type ${config.mediaType}, not ${MEDIA_TYPES.wasmConfig}`;
  const components = layers.filter((layer) => layer.mediaType === MEDIA_TYPES.wasm);
  const [component] = components;
  return component === undefined || components.length > 1
    ? `it has ${components.length} layers of ${MEDIA_TYPES.wasm} in the place of one`
    : component;
}

/** The file that a layer is; nothing for one without a name, which belongs to somebody else. */
function titleOf(layer: Descriptor, component: Descriptor): string | undefined {
  return layer.annotations[TITLE] ?? (layer === component ? UNNAMED : undefined);
}

async function pullLayer(
  session: RegistrySession,
  { digest, size }: Descriptor,
  title: string,
  writer: FolderWriter,
  options: TransferOptions,
): Promise<Result<string, KamiError>> {
  const target = await writer.place(title);
  if (!target.ok) return target;
  const maxBytes = title === TOOL_MANIFEST ? MAX_MANIFEST_BYTES : MAX_COMPONENT_BYTES;
  return downloadFile(
    session.registry,
    target.value,
    async (headers) =>
      session.send({ method: 'GET', target: `blobs/${digest}`, headers, signal: options.signal }),
    { sha256: digest.slice('sha256:'.length), size, maxBytes },
    options,
  );
}

/** Gives a component whose layer has no name the one that the manifest has for it. */
async function nameComponent(folder: string, path: string): Promise<Result<void, KamiError>> {
  const manifest = parseManifest(await readFile(join(folder, TOOL_MANIFEST), 'utf8'));
  if (!manifest.ok) return manifest;
  if (/[\\/]/u.test(manifest.value.wasm))
    return err(
      refusedPackage('The artefact', 'its component has no name, and the manifest has it in a folder'),
    );
  await rename(path, join(folder, manifest.value.wasm));
  return ok(undefined);
}
