import { describe, expect, it } from 'vitest';

import { layerTable, restrictedNodeModules, type PackageRule, type Place } from './layer-table.ts';
import { checkLayers } from './layers.ts';
import { checkWorkspaceLayers, countSourceFiles } from './workspace-layers.ts';
import { packageNames, readPackageSources } from './workspace-sources.ts';

const packages = Object.entries(layerTable);
const libraries = [...new Set(packages.flatMap(([, rule]) => Object.keys(rule.libraries)))];
const forms = (specifier: string): string[] => [
  `import { a } from '${specifier}';`,
  `import type { A } from '${specifier}';`,
  `import '${specifier}';`,
  `export { a } from '${specifier}';`,
  `export * from '${specifier}';`,
  `export type { A } from '${specifier}';`,
  `const a = await import('${specifier}');`,
  `const a = await import(\`${specifier}\`);`,
  `export type A = import('${specifier}').A;`,
  `/// <reference types="${specifier}" />`,
];

/** The reasons given for a module of one line at `packages/<name>/<file>`. */
function reasonsFor(name: string, text: string, file = 'src/seeded.ts'): string[] {
  const report = checkLayers([{ path: `packages/${name}/${file}`, text }], layerTable);
  return report.violations.map(({ reason }) => reason);
}

function fileOutside(place: Place | undefined): string | undefined {
  if (place === 'anywhere' || place === 'one-file') return undefined;
  return 'src/seeded.ts';
}

describe('the workspace', () => {
  it('has no import that the layer table forbids, and every module was seen', () => {
    const { modules, imports, problems } = checkWorkspaceLayers();
    expect(problems).toEqual([]);
    expect(modules).toBe(countSourceFiles());
    expect(modules).toBeGreaterThan(0);
    expect(imports).toBeGreaterThan(0);
  });

  it('has a rule for each package', () => {
    expect(packages.map(([name]) => name)).toEqual(expect.arrayContaining([...packageNames()]));
  });

  it('stops passing when one forbidden import is added to it', () => {
    const seeded = { path: 'packages/types/src/seeded.ts', text: `import { a } from '@kami/engine';` };
    const before = checkLayers(readPackageSources(), layerTable);
    const after = checkLayers([...readPackageSources(), seeded], layerTable);
    expect(after.modules).toBe(before.modules + 1);
    expect(after.violations.length).toBe(before.violations.length + 1);
  });
});

describe('package edges', () => {
  const pairs = packages.flatMap(([from]) => packages.map(([to]) => [from, to] as const));
  const allowed = pairs.filter(([from, to]) => layerTable[from]?.packages.includes(to));
  const forbidden = pairs.filter(([from, to]) => !layerTable[from]?.packages.includes(to));

  it.each(forbidden)('%s → %s is forbidden in every form', (from, to) => {
    for (const text of forms(`@kami/${to}`)) expect(reasonsFor(from, text), text).toHaveLength(1);
    for (const text of forms(`@kami/${to}/sub`)) expect(reasonsFor(from, text), text).toHaveLength(1);
  });

  it.each(allowed)('%s → %s is allowed', (from, to) => {
    const file = from === 'cli' ? 'src/compose.ts' : 'src/seeded.ts';
    for (const text of forms(`@kami/${to}`)) expect(reasonsFor(from, text, file), text).toEqual([]);
  });

  it('forbids an import into the sources of another package', () => {
    expect(reasonsFor('engine', `import '@kami/types/src/result.ts';`)).toHaveLength(1);
    expect(reasonsFor('engine', `import '../../types/src/result.ts';`)).toHaveLength(1);
    expect(reasonsFor('engine', `import '../test/fixture.ts';`)).toHaveLength(1);
    expect(reasonsFor('engine', `import '/types.ts';`)).toHaveLength(1);
    expect(reasonsFor('engine', `import './nested/../result.ts';`)).toEqual([]);
  });

  it('forbids an unknown package', () => {
    expect(reasonsFor('unknown', '')).toHaveLength(1);
  });
});

describe('composition', () => {
  const adapters = packages.filter(([, rule]) => rule.layer === 'adapter').map(([name]) => name);

  it.each(adapters)('only compose imports the adapter %s for its values', (adapter) => {
    const text = `import { open } from '@kami/${adapter}';`;
    expect(reasonsFor('cli', text, 'src/commands/run.ts')).toHaveLength(1);
    expect(reasonsFor('cli', `import { type A } from '@kami/${adapter}';`, 'src/main.ts')).toHaveLength(1);
    expect(reasonsFor('cli', `await import('@kami/${adapter}');`, 'src/main.ts')).toHaveLength(1);
    expect(reasonsFor('cli', `import type { A } from '@kami/${adapter}';`, 'src/main.ts')).toEqual([]);
    expect(reasonsFor('cli', text, 'src/compose.ts')).toEqual([]);
    expect(reasonsFor('cli', text, 'src/compose/serve.ts')).toEqual([]);
  });
});

describe('libraries', () => {
  const uses = packages.flatMap(([name, rule]) => libraries.map((library) => [name, library, rule] as const));
  const placeOf = (rule: PackageRule, library: string): Place | undefined => rule.libraries[library];

  it.each(uses)('%s and %s', (name, library, rule) => {
    const place = placeOf(rule, library);
    const outside = fileOutside(place);
    for (const text of [...forms(library), ...forms(`${library}/sub`)]) {
      if (outside !== undefined) expect(reasonsFor(name, text, outside), text).toHaveLength(1);
      if (place?.endsWith('/')) expect(reasonsFor(name, text, `${place}main.ts`), text).toEqual([]);
      if (place === 'anywhere') expect(reasonsFor(name, text), text).toEqual([]);
    }
  });

  it.each(packages)('%s must not import a library that no rule names', (name) => {
    for (const text of forms('left-pad')) expect(reasonsFor(name, text), text).toHaveLength(1);
    expect(reasonsFor(name, `import 'constructor';`)).toHaveLength(1);
  });

  it('allows smol-toml in one file of the registry, not in two', () => {
    const text = `import { parse } from 'smol-toml';`;
    const first = { path: 'packages/registry/src/manifest/parse-toml.ts', text };
    const second = { path: 'packages/registry/src/query.ts', text };
    expect(checkLayers([first], layerTable).violations).toEqual([]);
    expect(checkLayers([first, second], layerTable).violations).toHaveLength(1);
  });
});

describe('Node', () => {
  const inner = packages.filter(([, rule]) => rule.layer === 'domain' || rule.layer === 'application');
  const modules = ['node:fs', 'fs', 'node:fs/promises', 'node:process', 'node:buffer', 'node:test'];
  const restricted = packages.flatMap(([name, rule]) =>
    restrictedNodeModules.map((id) => [name, id, rule] as const),
  );

  it.each(inner)('%s imports nothing of Node', (name) => {
    for (const text of modules.flatMap(forms)) {
      expect(reasonsFor(name, text), text).toHaveLength(1);
      expect(reasonsFor(name, text, 'src/executor/seeded.ts'), text).toHaveLength(1);
    }
  });

  it.each(restricted)('%s and node:%s', (name, id, rule) => {
    const expected = rule.node === 'anywhere' && rule.restrictedNode?.includes(id) ? 0 : 1;
    for (const text of forms(`node:${id}`)) expect(reasonsFor(name, text), text).toHaveLength(expected);
  });

  it('allows a guest Node only in its build', () => {
    expect(reasonsFor('guest', `import 'node:fs';`)).toHaveLength(1);
    expect(reasonsFor('guest', `import 'node:fs';`, 'src/build/bundle.ts')).toEqual([]);
  });

  it.each(packages)('%s and a computed import', (name, rule) => {
    expect(reasonsFor(name, `await import(path);`)).toHaveLength(rule.computedImports ? 0 : 1);
    expect(reasonsFor(name, `require('node:fs');`).length).toBe(rule.node === 'anywhere' ? 0 : 1);
  });

  it.each(packages)('%s and an interface of a WIT world', (name, rule) => {
    const text = `import clock from 'wasi:clocks/wall-clock@0.2.0';`;
    expect(reasonsFor(name, text)).toHaveLength(rule.worldImports ? 0 : 1);
  });
});

it('refuses source that does not parse instead of passing it', () => {
  expect(() => reasonsFor('types', 'import {')).toThrow();
});
