import { describe, expect, it } from 'vitest';

import { checkDeclaredDependencies, type DeclaredPackage } from './declared-dependencies.ts';

function subject(changes: {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  source?: string;
  test?: string;
  bundleExternals?: string[];
}): DeclaredPackage {
  return {
    manifest: {
      name: '@kami/subject',
      dependencies: changes.dependencies ?? {},
      devDependencies: changes.devDependencies ?? {},
    },
    sources: [{ path: 'packages/subject/src/index.ts', text: changes.source ?? '' }],
    tests: [{ path: 'packages/subject/test/index.test.ts', text: changes.test ?? '' }],
    rootDependencies: ['vitest'],
    ...(changes.bundleExternals === undefined ? {} : { bundleExternals: changes.bundleExternals }),
  };
}

describe('checkDeclaredDependencies', () => {
  it('accepts exactly what is imported', () => {
    const problems = checkDeclaredDependencies(
      subject({
        dependencies: { '@kami/types': 'workspace:*', zod: 'catalog:' },
        devDependencies: { '@types/zod': 'catalog:', undici: 'catalog:' },
        source: `import type { A } from '@kami/types'; import 'node:fs'; import './a.ts'; await import('zod/mini');`,
        test: `import { it } from 'vitest'; import 'undici'; import 'zod'; import '@kami/subject';`,
      }),
    );
    expect(problems).toEqual([]);
  });

  it.each([
    ['an import without a dependency', { source: `import 'zod';` }, 'dependencies lack zod'],
    ['a type import without one', { source: `import type { A } from 'zod';` }, 'dependencies lack zod'],
    ['a dependency without an import', { dependencies: { zod: 'catalog:' } }, 'dependencies have zod'],
    ['a test import without one', { test: `import 'zod';` }, 'devDependencies lack zod'],
    [
      'a development dependency without an import',
      { devDependencies: { zod: '1' } },
      'devDependencies have zod',
    ],
    [
      'a version of a package of the workspace',
      { dependencies: { '@kami/types': '0.1.0' }, source: `import '@kami/types';` },
      '@kami/types must be workspace:*',
    ],
    [
      'a bundled library that would be installed',
      { dependencies: { zod: '1' }, source: `import 'zod';`, bundleExternals: [] },
      'dependencies have zod',
    ],
    ['an external that would not be installed', { bundleExternals: ['zod'] }, 'dependencies lack zod'],
    [
      'a bundled library that is not declared',
      { source: `import 'vitest';`, bundleExternals: [] },
      'devDependencies lack vitest',
    ],
  ])('reports %s', (_name, changes, problem) => {
    expect(checkDeclaredDependencies(subject(changes)).join('\n')).toContain(`@kami/subject: ${problem}`);
  });
});
