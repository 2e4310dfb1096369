import { builtinModules } from 'node:module';
import { posix } from 'node:path';

import { compositionRoots, restrictedNodeModules, type LayerTable, type PackageRule } from './layer-table.ts';
import { moduleImports, type ModuleImport } from './module-imports.ts';

/** A module to judge; `path` is relative to the workspace root, `packages/<name>/src/…`. */
export interface SourceModule {
  readonly path: string;
  readonly text: string;
}

/** An import that the layer table does not allow. */
export interface LayerViolation {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

/** What the check saw: the number of modules and imports it judged, and what is wrong with them. */
export interface LayerReport {
  readonly modules: number;
  readonly imports: number;
  readonly violations: readonly LayerViolation[];
}

interface ImportSite {
  readonly packageName: string;
  /** Relative to the package's folder. */
  readonly file: string;
  readonly rule: PackageRule;
  readonly table: LayerTable;
}

/** Judges every import of every module against the table. */
export function checkLayers(modules: readonly SourceModule[], table: LayerTable): LayerReport {
  const violations: LayerViolation[] = [];
  const libraryFiles = new Map<string, Set<string>>();
  let imports = 0;
  for (const { path, text } of modules) {
    const [, packageName = '', file = ''] = /^packages\/([^/]+)\/(.+)$/u.exec(path) ?? [];
    const rule = table[packageName];
    if (rule === undefined) {
      violations.push({ path, line: 1, reason: `the layer table has no package "${packageName}"` });
      continue;
    }
    for (const found of moduleImports(path, text)) {
      imports += 1;
      const reason = judgeImport(found, { packageName, file, rule, table });
      if (reason !== undefined) violations.push({ path, line: found.line, reason });
      const library = libraryName(found.specifier ?? '');
      if (rule.libraries[library] === 'one-file') {
        const key = `${packageName} ${library}`;
        libraryFiles.set(key, (libraryFiles.get(key) ?? new Set()).add(path));
      }
    }
  }
  for (const [key, files] of libraryFiles) {
    const reason = `${key}: only one file may import it, but ${[...files].join(' and ')} do`;
    if (files.size > 1) violations.push({ path: [...files].at(-1) ?? '', line: 1, reason });
  }
  return { modules: modules.length, imports, violations };
}

function judgeImport({ specifier, typeOnly }: ModuleImport, site: ImportSite): string | undefined {
  if (specifier === undefined) return judgeComputed(site);
  if (specifier.startsWith('.')) return judgeRelative(specifier, site);
  if (specifier.startsWith('/') || /^(?:file|data|https?):/u.test(specifier)) {
    return `"${specifier}" is no package: import packages by name and own files by a relative path`;
  }
  if (isWorldImport(specifier)) {
    return site.rule.worldImports
      ? undefined
      : `${site.packageName} is no component: it must not import ${specifier}`;
  }
  if (isNodeModule(specifier)) return judgeNode(specifier.replace(/^node:/u, ''), site);
  if (specifier.startsWith('@kami/')) return judgePackage(specifier, typeOnly, site);
  return judgeLibrary(specifier, site);
}

function judgeComputed({ rule, packageName }: ImportSite): string | undefined {
  if (rule.computedImports === true) return undefined;
  return `${packageName} must not import a computed path: this check could not judge it`;
}

function judgeRelative(specifier: string, { packageName, file }: ImportSite): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  if (target.startsWith('src/') || target === 'package.json') return undefined;
  return `"${specifier}" leaves the sources of ${packageName}`;
}

function judgeNode(name: string, { packageName, file, rule }: ImportSite): string | undefined {
  if (rule.node === undefined) return `${packageName} (${rule.layer}) must not import node:${name}`;
  const places = typeof rule.node === 'string' ? [rule.node] : rule.node;
  if (!places.some((place) => isWithin(file, place)))
    return `${packageName} may import node:${name} only in ${places.join(' and ')}`;
  const restricted = restrictedNodeModules.includes(name) && rule.restrictedNode?.includes(name) !== true;
  return restricted ? `${packageName} must not import node:${name}` : undefined;
}

function judgePackage(specifier: string, typeOnly: boolean, site: ImportSite): string | undefined {
  const [, target = '', ...subpath] = specifier.split('/');
  if (target === site.packageName) return `${target} must import its own files by a relative path`;
  if (!site.rule.packages.includes(target)) return `${site.packageName} must not import @kami/${target}`;
  if (subpath[0] === 'src' || subpath[0] === 'dist') return `"${specifier}" reaches into @kami/${target}`;
  const needsRoot =
    site.rule.layer === 'infrastructure' && site.table[target]?.layer === 'adapter' && !typeOnly;
  if (!needsRoot || compositionRoots.some((root) => isWithin(site.file, root))) return undefined;
  return `only ${compositionRoots.join(' and ')} of ${site.packageName} may import adapters (@kami/${target})`;
}

function judgeLibrary(specifier: string, { packageName, file, rule }: ImportSite): string | undefined {
  const library = libraryName(specifier);
  const place = Object.hasOwn(rule.libraries, library) ? rule.libraries[library] : undefined;
  if (place === undefined) return `${packageName} must not import ${library}`;
  return isWithin(file, place) ? undefined : `${packageName} may import ${library} only in ${place}`;
}

function isWithin(file: string, place: string): boolean {
  if (place === 'anywhere' || place === 'one-file') return true;
  return place.endsWith('/') ? file.startsWith(place) : file === place;
}

/** An interface of a WIT world, `namespace:package/interface@version`: provided by a component's host. */
export function isWorldImport(specifier: string): boolean {
  return /^(?!node:)[a-z][a-z0-9-]*:[a-z][a-z0-9-]*\//u.test(specifier);
}

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

/** The package that a specifier names: `ajv/dist/2020.js` is of `ajv`. */
export function libraryName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
