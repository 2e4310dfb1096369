/** The workspace's dependencies, installed only when the lockfile or a manifest differs from the last installation. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arch, platform } from 'node:process';

import { root, runStep } from './step.mjs';

const stamp = join(root, 'node_modules', '.kami-installed');
const groups = ['packages', 'examples'];

/** Installs exactly what the lockfile says; skipped when that is there already. */
export async function installDependencies(env) {
  const wanted = installationDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const command = ['pnpm', 'install', '--frozen-lockfile', '--prefer-offline'];
  await runStep('dependencies', command, { env: { ...env, CI: 'true' }, quiet: true });
  writeFileSync(stamp, wanted);
}

function installationDigest() {
  const hash = createHash('sha256').update(`${platform} ${arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function manifests() {
  const grouped = groups
    .filter((group) => existsSync(join(root, group)))
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}/package.json`));
  return ['package.json', 'testing/package.json', ...grouped]
    .filter((file) => existsSync(join(root, file)))
    .sort((left, right) => (left < right ? -1 : 1));
}
