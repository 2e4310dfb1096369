import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { buildFailure } from './build-result.ts';
import { bundleTool } from './bundle.ts';
import { componentizeBundle } from './componentize-bundle.ts';
import { messageOf } from './translate-error.ts';
import type { BuildResult } from './build-result.ts';

/** What to build, and where to. */
export interface BuildToolOptions {
  /** Path of the entry module, TypeScript or JavaScript. Its exported tools are the component's. */
  readonly entry: string;
  /** Path of the component; folders are made, a file there is replaced in one step. */
  readonly out: string;
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
}

/** Builds the tools of an entry module into one component; `docs/guest-size.md` says how large. */
export async function buildTool(options: BuildToolOptions): Promise<BuildResult<BuiltTool>> {
  const entry = resolve(options.entry);
  const out = resolve(options.out);
  if (!(await isThere(entry))) return buildFailure('config', `there is no entry module ${options.entry}`);
  const bundle = await bundleTool(entry);
  if (!bundle.ok) return bundle;
  const component = await componentizeBundle(bundle.value);
  if (!component.ok) return component;
  try {
    await writeWhole(out, component.value);
  } catch (error) {
    return buildFailure('write', messageOf(error));
  }
  const { imports, warnings } = bundle.value;
  return { ok: true, value: { out, size: component.value.byteLength, imports, warnings } };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}
