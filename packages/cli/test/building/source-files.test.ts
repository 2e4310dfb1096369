import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, isGenerated } from '../../src/building/source-files.ts';
import { makeProject } from './project-folder.ts';

describe('filesBelow', () => {
  it('are those that are not generated, a file itself, and none where nothing is', () => {
    using project = makeProject('true');
    for (const name of ['src/a/b.c', 'src/target/c.c', 'dist/d.wasm']) project.write(name, '');
    symlinkSync(project.path, join(project.path, 'src/loop'));
    const below = (path: string) =>
      filesBelow(join(project.path, path))
        .map((found) => relative(project.path, found))
        .toSorted();
    expect(below('.')).toEqual(['src/a/b.c', 'src/tool.c', 'tool.toml']);
    expect(below('src/a/b.c')).toEqual(['src/a/b.c']);
    expect(below('gone')).toEqual([]);
  });
});

describe('isGenerated', () => {
  it.each([
    ['src/tool.ts', false],
    ['src/node_modules/a.js', true],
    ['dist\\a.js', true],
    ['distance/a.ts', false],
  ])('%s: %s', (path, ignored) => expect(isGenerated(path)).toBe(ignored));
});
