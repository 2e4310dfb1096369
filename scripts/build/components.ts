import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { contentDigest, isBuilt, markBuilt } from './content-stamp.ts';
import type { BuildOutcome } from './outcome.ts';
import { requireCommand } from './run-command.ts';
import { workspaceRoot } from './workspace-root.ts';

const sdk = ['packages/guest/src', 'packages/guest/bin', 'packages/guest/package.json'];
const shared = [...sdk, 'wit', 'pnpm-lock.yaml'];
const testGuests = 'testing/guests';

/** Builds the example tools and the guests of the tests, each only when its inputs changed. */
export async function buildComponents(): Promise<BuildOutcome> {
  const examples = exampleFolders();
  const tasks = [...examples.map((folder) => () => buildExample(folder)), buildTestGuests];
  const built: string[] = [];
  const workers = [0, 1].map(async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) built.push(...(await task()));
  });
  await Promise.all(workers);
  return { built, missing: existsSync(join(workspaceRoot, testGuests, 'build.ts')) ? [] : [testGuests] };
}

function exampleFolders(): string[] {
  const examples = join(workspaceRoot, 'examples');
  if (!existsSync(examples)) return [];
  return readdirSync(examples)
    .map((name) => `examples/${name}`)
    .filter((folder) => existsSync(join(workspaceRoot, folder, 'tool.toml')) && hasBuildScript(folder));
}

function hasBuildScript(folder: string): boolean {
  const manifest = join(workspaceRoot, folder, 'package.json');
  return existsSync(manifest) && /"build"\s*:/u.test(readFileSync(manifest, 'utf8'));
}

async function buildExample(folder: string): Promise<string[]> {
  const component = componentOf(folder);
  const digest = contentDigest([folder, ...shared], [component]);
  if (isBuilt(folder, digest) && existsSync(join(workspaceRoot, component))) return [];
  await requireCommand(['pnpm', 'run', 'build'], { folder });
  if (!existsSync(join(workspaceRoot, component))) {
    throw new Error(`${folder}: its build script did not make ${component}, which its tool.toml names.`);
  }
  markBuilt(folder, digest);
  return [component];
}

/** The path that the manifest's `wasm` key names; the manifest itself is judged by the registry's strict parser. */
function componentOf(folder: string): string {
  const manifest = readFileSync(join(workspaceRoot, folder, 'tool.toml'), 'utf8');
  const name = /^\s*wasm\s*=\s*["'](?<name>[^"']+)["']/mu.exec(manifest)?.groups?.['name'];
  if (name === undefined) throw new Error(`${folder}/tool.toml: the key \`wasm\` is missing.`);
  return `${folder}/${name}`;
}

async function buildTestGuests(): Promise<string[]> {
  if (!existsSync(join(workspaceRoot, testGuests, 'build.ts'))) return [];
  const digest = contentDigest([testGuests, ...shared]);
  if (isBuilt(testGuests, digest)) return [];
  await requireCommand(['node', `${testGuests}/build.ts`]);
  markBuilt(testGuests, digest);
  return [testGuests];
}
