import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'rolldown';

import { bundledData, bundleEntries, bundleExternals, unusedParts, type BundleEntry } from './bundle-plan.ts';
import { writeDefaultSettings } from './default-settings.ts';
import { inlineAddonLoader } from './inline-addon-loader.ts';
import { contentDigest, isBuilt, markBuilt } from './content-stamp.ts';
import type { BuildOutcome } from './outcome.ts';
import { workspaceRoot } from './workspace-root.ts';

const inputs = ['packages', 'config', 'wit', 'scripts/build', 'pnpm-lock.yaml'];
const outputFolder = join(workspaceRoot, 'packages/cli/dist');
const stagingFolder = join(workspaceRoot, `.cache/build/cli-dist-${process.pid}`);

/** Bundles the programs of the command into `packages/cli/dist`, whole or not at all. */
export async function buildBundles(): Promise<BuildOutcome> {
  const entries = bundleEntries.filter((entry) => existsSync(join(workspaceRoot, entry.source)));
  const missing = bundleEntries.filter((entry) => !entries.includes(entry)).map((entry) => entry.source);
  const digest = contentDigest(inputs);
  if (isBuilt('bundles', digest) && existsSync(outputFolder)) return { built: [], missing };
  rmSync(stagingFolder, { recursive: true, force: true });
  mkdirSync(stagingFolder, { recursive: true });
  const names: Record<string, string> = {};
  for (const entry of entries) {
    const name = await bundle(entry, names);
    if (entry.hashed === true) names['COMMAND_CHUNK'] = JSON.stringify(name);
  }
  for (const [source, output] of bundledData) {
    cpSync(join(workspaceRoot, source), join(stagingFolder, output), { recursive: true });
  }
  writeDefaultSettings(join(stagingFolder, 'config'));
  rmSync(outputFolder, { recursive: true, force: true });
  renameSync(stagingFolder, outputFolder);
  markBuilt('bundles', digest);
  return { built: entries.map((entry) => entry.output), missing };
}

/** Bundles one program; `constants` are put in the place of their names. Its file name. */
async function bundle(entry: BundleEntry, constants: Readonly<Record<string, string>>): Promise<string> {
  const source = join(workspaceRoot, entry.source);
  const output = join(stagingFolder, entry.output);
  const hasHashbang = readFileSync(source, 'utf8').startsWith('#!');
  const { output: chunks } = await build({
    input: { [entry.output.replace(/\.c?js$/u, '')]: source },
    platform: 'node',
    external: (id) => isExternal(id) && !(entry.format === 'cjs' && isInlined(id)),
    plugins: entry.format === 'cjs' ? [inlineAddonLoader] : [],
    logLevel: 'warn',
    transform: { define: constants },
    // `jsonc-parser` has a `main` that finds its parts by a `require` no bundler sees.
    resolve: { mainFields: ['module', 'main'] },
    treeshake: { moduleSideEffects: [{ test: unusedParts, sideEffects: false }] },
    output: {
      dir: stagingFolder,
      format: entry.format,
      minify: true,
      entryFileNames: `[name]${entry.hashed === true ? '-[hash]' : ''}${entry.format === 'cjs' ? '.cjs' : '.js'}`,
      chunkFileNames: `[name]-[hash]${entry.format === 'cjs' ? '.cjs' : '.js'}`,
      // Chunks are evaluated as scripts: in those Node warns at the first `import()`, on the user's terminal.
      dynamicImportInCjs: false,
      codeSplitting: entry.form === 'chunks',
      ...(entry.output === 'kami.cjs' && !hasHashbang ? { banner: entryBanner } : {}),
    },
  });
  if (entry.output === 'kami.cjs') chmodSync(output, 0o755);
  return chunks.find((chunk) => chunk.type === 'chunk' && chunk.isEntry)?.fileName ?? entry.output;
}

function isExternal(id: string): boolean {
  return unusedParts.test(id) || bundleExternals.some((name) => id === name || id.startsWith(`${name}/`));
}

function isInlined(id: string): boolean {
  return id === 'better-sqlite3';
}

function entryBanner(chunk: { readonly isEntry: boolean }): string {
  return chunk.isEntry ? '#!/usr/bin/env node' : '';
}
