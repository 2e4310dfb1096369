import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { workspaceRoot } from './workspace-sources.ts';

/** The parts of a `package.json` that the checks judge. */
export interface PackageManifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads the `package.json` of a folder of the workspace (`.` is the root's). */
export function readManifest(folder: string): PackageManifest {
  const parsed: unknown = JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('name' in parsed)) {
    throw new Error(`${folder}/package.json: not a manifest`);
  }
  return {
    name: String(parsed.name),
    dependencies: 'dependencies' in parsed ? stringRecord(parsed.dependencies) : {},
    devDependencies: 'devDependencies' in parsed ? stringRecord(parsed.devDependencies) : {},
    peerDependencies: 'peerDependencies' in parsed ? stringRecord(parsed.peerDependencies) : {},
  };
}

function stringRecord(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, version]) => [key, String(version)]));
}
