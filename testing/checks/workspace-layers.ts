import { execFileSync } from 'node:child_process';

import { bundleExternals } from '../../scripts/build/bundle-plan.ts';
import { checkDeclaredDependencies } from './declared-dependencies.ts';
import { layerTable } from './layer-table.ts';
import { checkLayers } from './layers.ts';
import { readManifest } from './package-manifest.ts';
import { packageNames, readModules, readPackageSources, workspaceRoot } from './workspace-sources.ts';

/** The judgement on the whole workspace, one sentence per problem. */
export interface WorkspaceLayers {
  readonly modules: number;
  readonly imports: number;
  readonly problems: readonly string[];
}

/** Applies the layer table and the manifest rule to the sources on disk; a check that saw too little is a problem. */
export function checkWorkspaceLayers(): WorkspaceLayers {
  const report = checkLayers(readPackageSources(), layerTable);
  const expected = countSourceFiles();
  const problems = report.violations.map(({ path, line, reason }) => `${path}:${line} ${reason}`);
  if (report.modules === 0 || report.modules !== expected) {
    problems.push(`the check saw ${report.modules} modules, but the packages have ${expected}`);
  }
  const root = readManifest('.');
  const rootDependencies = Object.keys({ ...root.dependencies, ...root.devDependencies });
  for (const name of packageNames()) {
    const subject = {
      manifest: readManifest(`packages/${name}`),
      sources: readModules(`packages/${name}/src`),
      tests: readModules(`packages/${name}/test`),
      rootDependencies,
      ...(name === 'cli' ? { bundleExternals } : {}),
    };
    problems.push(...checkDeclaredDependencies(subject));
  }
  return { modules: report.modules, imports: report.imports, problems };
}

/** Counted by git, apart from the reader that feeds the check, so that a reader that misses files is noticed. */
export function countSourceFiles(): number {
  const args = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '--',
    // Without `glob`, a star is also `cli/templates/ts`, whose sources are of the tools that are made of them.
    ':(glob)packages/*/src/**',
  ];
  const listed = execFileSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' }).split('\n');
  const deleted = execFileSync('git', ['ls-files', '--deleted'], {
    cwd: workspaceRoot,
    encoding: 'utf8',
  }).split('\n');
  return listed.filter((file) => file.endsWith('.ts') && !deleted.includes(file)).length;
}
