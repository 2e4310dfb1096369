import { isBuiltin } from 'node:module';

import { isWorldImport, libraryName, type SourceModule } from './layers.ts';
import { moduleImports } from './module-imports.ts';
import type { PackageManifest } from './package-manifest.ts';

/** A package with all that decides which dependencies it must declare. */
export interface DeclaredPackage {
  readonly manifest: PackageManifest;
  readonly sources: readonly SourceModule[];
  readonly tests: readonly SourceModule[];
  /** What the workspace's root gives to every test. */
  readonly rootDependencies: readonly string[];
  /** Set for a package published as bundles: what stays outside them and so must be installed with it. */
  readonly bundleExternals?: readonly string[];
}

/**
 * A manifest declares exactly what is imported: sources from `dependencies`, tests also from `devDependencies`,
 * packages of the workspace as `workspace:*`. A bundled package declares its externals as `dependencies` and what
 * the bundles contain as `devDependencies`. What a user brings along, a peer, is there for development too. Types of a
 * declared library (`@types/…`) may be added for development.
 */
export function checkDeclaredDependencies(subject: DeclaredPackage): readonly string[] {
  const { manifest, bundleExternals } = subject;
  const bySources = importedPackages(subject.sources);
  const byTests = importedPackages(subject.tests).filter((name) => name !== manifest.name);
  const peers = Object.keys(manifest.peerDependencies ?? {});
  const dependencies = (bundleExternals ?? bySources).filter((name) => !peers.includes(name));
  const contained = bundleExternals === undefined ? [] : bySources;
  const development = [...contained, ...peers, ...byTests].filter(
    (name) =>
      !dependencies.includes(name) &&
      (contained.includes(name) || peers.includes(name) || !subject.rootDependencies.includes(name)),
  );
  const declared = Object.keys(manifest.dependencies);
  const declaredForDevelopment = Object.keys(manifest.devDependencies).filter(
    (name) => !name.startsWith('@types/'),
  );
  return [
    ...difference(dependencies, declared).map((name) => `dependencies lack ${name}`),
    ...difference(peers, bySources).map((name) => `peerDependencies have ${name}, which nothing uses`),
    ...difference(declared, dependencies).map((name) => `dependencies have ${name}, which nothing uses`),
    ...difference(development, declaredForDevelopment).map((name) => `devDependencies lack ${name}`),
    ...difference(declaredForDevelopment, development).map(
      (name) => `devDependencies have ${name}, which nothing uses`,
    ),
    ...Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter(([name, version]) => name.startsWith('@kami/') && version !== 'workspace:*')
      .map(([name, version]) => `${name} must be workspace:*, not ${version}`),
  ].map((problem) => `${manifest.name}: ${problem}`);
}

function importedPackages(modules: readonly SourceModule[]): string[] {
  const names = modules.flatMap(({ path, text }) =>
    moduleImports(path, text)
      .map(({ specifier = '.' }) => specifier)
      .filter((specifier) => !/^[./]/u.test(specifier) && !isBuiltin(specifier) && !isWorldImport(specifier))
      .map(libraryName),
  );
  return [...new Set(names)].toSorted();
}

function difference(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set(left)].filter((name) => !right.includes(name));
}
