import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../src/building/project.ts';
import { foldersOf, watchFolders } from '../../src/building/watch-folders.ts';
import { isGenerated } from '../../src/building/source-files.ts';
import { makeProject } from './project-folder.ts';

async function open(path: string) {
  const project = await openProject(path);
  if (!project.ok) throw new Error(project.error.message);
  return project.value;
}

describe('foldersOf', () => {
  it('are the project’s own and all below those that it names, without generated ones', async () => {
    using project = makeProject('true', ['watch = ["src", "data/words.txt", "gone"]']);
    for (const name of ['src/a/b/c.ts', 'src/node_modules/x.js', 'data/words.txt', 'other/y.ts'])
      project.write(name, '');
    const { path } = project;
    const expected = [
      path,
      join(path, 'src'),
      join(path, 'src/a'),
      join(path, 'src/a/b'),
      join(path, 'data'),
    ];
    expect(foldersOf(await open(path))).toEqual(expected);
  });
});

describe('watchFolders', () => {
  it('hears of files, of new folders once it follows them, and of nothing that is generated', async () => {
    using project = makeProject('true');
    const paths = new Set<string>();
    let heard = Promise.withResolvers<void>();
    using watch = watchFolders((path) => {
      paths.add(relative(project.path, path));
      heard.resolve();
    });
    watch.follow(await open(project.path));
    const change = async (act: () => void): Promise<void> => {
      heard = Promise.withResolvers();
      act();
      await heard.promise;
    };
    await change(() => project.write('src/tool.c', 'two'));
    await change(() => project.write('tool.toml', '# broken'));
    await change(() => mkdirSync(join(project.path, 'src/new')));
    watch.follow({ folder: project.path, build: { command: 'true' } });
    await change(() => project.write('src/new/a.c', ''));
    await change(() => {
      for (const name of ['dist/tool.wasm', '.kami/build.json', 'src/node_modules/a.js'])
        project.write(name, '');
      renameSync(join(project.path, 'src/new/a.c'), join(project.path, 'src/new/b.c'));
    });
    await change(() => rmSync(join(project.path, 'src/new'), { recursive: true }));
    expect([...paths].filter((path) => isGenerated(path))).toEqual([]);
    expect(paths).toContain(join('src', 'new', 'a.c'));
  });
});
