import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { buildFailure } from './build-result.ts';
import { bundleTool } from './bundle.ts';
import { componentizeBundle } from './componentize-bundle.ts';
import { componentizeStarlingMonkey } from './componentize-starlingmonkey.ts';
import { secureManifest } from './manifest-section.ts';
import { messageOf } from './translate-error.ts';
import type { BuildResult } from './build-result.ts';
import type { Engine } from './engine.ts';
import type { Bundle } from './bundle.ts';
import type { SecuredManifest } from './manifest-section.ts';

/** What to build, and where to. */
export interface BuildToolOptions {
  /** Path of the entry module, TypeScript or JavaScript. Its exported tools are the component's. */
  readonly entry: string;
  /** Path of the component; folders are made, a file there is replaced in one step. A source map is written beside it. */
  readonly out: string;
  /** Path of the `tool.toml` that what the tools ask for is written into; nothing is written where it is left out. */
  readonly manifest?: string;
  /** Default: `quickjs`. */
  readonly engine?: Engine;
}

/** A component that was built. */
export interface BuiltTool {
  /** Absolute path. */
  readonly out: string;
  /** Bytes. */
  readonly size: number;
  /** Names of the host's interfaces that the component imports; what is missing it cannot do. */
  readonly imports: readonly string[];
  readonly warnings: readonly string[];
  /** Bytes of each module in the bundled code, by its path from the folder of the entry module. */
  readonly modules: Readonly<Record<string, number>>;
  /** Whether the manifest was changed. */
  readonly manifestChanged: boolean;
}

/** Builds the tools of an entry module into one component; `docs/guest-size.md` says how large. */
export async function buildTool(options: BuildToolOptions): Promise<BuildResult<BuiltTool>> {
  const entry = resolve(options.entry);
  if ((await readFile(entry).catch(() => undefined)) === undefined)
    return buildFailure('config', `there is no entry module ${options.entry}`);
  const { engine = 'quickjs' } = options;
  const bundle = await bundleTool(entry, engine);
  if (!bundle.ok) return bundle;
  const manifest = await readManifest(options.manifest, bundle.value);
  if (!manifest.ok) return manifest;
  const componentize = engine === 'quickjs' ? componentizeBundle : componentizeStarlingMonkey;
  const component = await componentize(bundle.value);
  if (!component.ok) return component;
  return writeTool(options, bundle.value, component.value, manifest.value);
}

interface ManifestChange extends SecuredManifest {
  readonly before: string;
}

async function readManifest(
  path: string | undefined,
  { asked }: Bundle,
): Promise<BuildResult<ManifestChange | undefined>> {
  if (path === undefined) return { ok: true, value: undefined };
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === undefined) return buildFailure('config', `there is no ${path}`);
  const secured = secureManifest(before, asked);
  return secured.ok ? { ok: true, value: { ...secured.value, before } } : secured;
}

async function writeTool(
  { out: path, manifest: manifestPath }: BuildToolOptions,
  { imports, warnings, modules, sourceMap, folder }: Bundle,
  component: Uint8Array,
  manifest: ManifestChange | undefined,
): Promise<BuildResult<BuiltTool>> {
  const out = resolve(path);
  const manifestChanged = manifest !== undefined && manifest.text !== manifest.before;
  try {
    await writeWhole(`${out}.map`, placeMap(sourceMap, relative(dirname(out), folder)));
    await writeWhole(out, component);
    if (manifestChanged && manifestPath !== undefined) await writeWhole(manifestPath, manifest.text);
  } catch (error) {
    return buildFailure('write', messageOf(error));
  }
  const size = component.byteLength;
  const said = [...warnings, ...(manifest?.warnings ?? [])];
  return { ok: true, value: { out, size, imports, warnings: said, modules, manifestChanged } };
}

/** A source map whose sources are found from where it is written (ECMA-426, `sourceRoot`). */
function placeMap(sourceMap: string, sourceRoot: string): string {
  const map: unknown = JSON.parse(sourceMap);
  return typeof map === 'object'
    ? JSON.stringify({ ...map, sourceRoot: sourceRoot.replaceAll('\\', '/') })
    : sourceMap;
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = resolve(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  await writeFile(temporary, content);
  await rename(temporary, path);
}
