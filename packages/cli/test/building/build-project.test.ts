import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuildCommand } from '@kami/host-node/build';
import { err, kamiError, ok } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { buildProject, type BuildParts } from '../../src/building/build-project.ts';
import type { ComponentMaker } from '../../src/building/component-maker.ts';
import { guest, makeProject, type ProjectFolder } from './project-folder.ts';

const copy = (name: string): string => `cp ${guest(name)} dist/tool.wasm`;

const noMaker: ComponentMaker = () => Promise.resolve(err(kamiError('KAMI_BUILD_FAILED', 'No maker.')));

function parts(
  commands: string[] = [],
  makeComponent = noMaker,
  signal = new AbortController().signal,
): BuildParts {
  return {
    tools: () => Promise.resolve({ runCommand: runBuildCommand, makeComponent }),
    setting: { version: '1.0.0', engine: '' },
    signal,
    onCommand: (command) => void commands.push(command),
  };
}

const build = async (project: ProjectFolder, force = false, given = parts()) =>
  buildProject(given, project.path, force);
const failure = async (project: ProjectFolder, given = parts()) => {
  const built = await build(project, false, given);
  if (built.ok) throw new Error('the build did not fail');
  return built.error;
};

describe('buildProject', () => {
  it('runs the command, reads what it made, and says so', async () => {
    using project = makeProject(copy('echo'));
    const commands: string[] = [];
    const built = await build(project, false, parts(commands));
    expect(commands).toEqual([copy('echo')]);
    expect(built.ok && built.value.built).toMatchObject({ size: statSync(guest('echo')).size, warnings: [] });
  });

  it('has nothing to do where nothing changed, until something does', async () => {
    using project = makeProject(copy('echo'));
    const built = async (force = false): Promise<boolean> => {
      const outcome = await build(project, force);
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.value.built !== undefined;
    };
    expect(await built()).toBe(true);
    expect(await built()).toBe(false);
    expect(await built(true)).toBe(true);
    project.write('src/deep/more.c', 'new');
    expect(await built()).toBe(true);
    expect(await built()).toBe(false);
    project.write('dist/tool.wasm', 'damaged');
    expect(await built()).toBe(true);
    project.write('tool.toml', `${readFileSync(join(project.path, 'tool.toml'), 'utf8')}# more\n`);
    expect(await built()).toBe(true);
    project.write('README.md', 'not watched');
    project.write('src/node_modules/x.js', 'not watched');
    expect(await built()).toBe(false);
    rmSync(join(project.path, '.kami'), { recursive: true });
    expect(await built()).toBe(true);
  });

  it('builds on where a build before wrote what cannot be asked for', async () => {
    using project = makeProject(
      `${copy('echo')}; sed -i "s/^net_allow_list.*/net_allow_list = [$(cat src/asks)]/" tool.toml`,
    );
    const marker =
      '# What follows is written by the build, from the code.\n[security]\nnet_allow_list = []\n';
    project.write('tool.toml', `${readFileSync(join(project.path, 'tool.toml'), 'utf8')}\n${marker}`);
    project.write('src/asks', '"not a host!"');
    expect(await failure(project)).toMatchObject({
      message: expect.stringContaining('net_allow_list[0]') as unknown,
      hint: expect.stringContaining('in the code') as unknown,
    });
    project.write('src/asks', '');
    expect((await build(project)).ok).toBe(true);
  });

  it('takes no component for built that came with its stamp', async () => {
    using made = makeProject(copy('echo'));
    await build(made);
    using brought = makeProject(copy('echo'));
    cpSync(made.path, brought.path, { recursive: true, preserveTimestamps: true });
    const commands: string[] = [];
    await build(brought, false, parts(commands));
    expect(commands).toHaveLength(1);
  });

  it('counts another engine and another KAMI as a change', async () => {
    using project = makeProject(copy('echo'));
    await build(project);
    const other = (setting: BuildParts['setting']) => build(project, false, { ...parts(), setting });
    const engine = await other({ version: '1.0.0', engine: 'starlingmonkey' });
    expect(engine).toMatchObject({ ok: true, value: { built: { warnings: [] } } });
    const kami = await other({ version: '2.0.0', engine: 'starlingmonkey' });
    expect(kami).toMatchObject({ ok: true, value: { built: { warnings: [] } } });
  });

  it('is up to date where the command itself writes what the tool asks for', async () => {
    const command = `${copy('echo')}; grep -q '^# made' tool.toml || echo '# made' >> tool.toml`;
    using project = makeProject(command);
    await build(project);
    const again = await build(project);
    expect(again.ok && again.value.built).toBeUndefined();
  });

  it('leaves the component as it was where the command fails after it wrote half of another', async () => {
    using project = makeProject('printf half > dist/tool.wasm; exit 3');
    mkdirSync(join(project.path, 'dist'));
    copyFileSync(guest('echo'), join(project.path, 'dist/tool.wasm'));
    expect((await failure(project)).message).toContain('ended with exit code 3');
    expect(readFileSync(join(project.path, 'dist/tool.wasm'))).toEqual(readFileSync(guest('echo')));
  });

  it('leaves no half component where there was none', async () => {
    using project = makeProject('printf half > dist/tool.wasm; exit 3');
    await failure(project);
    expect(existsSync(join(project.path, 'dist/tool.wasm'))).toBe(false);
  });

  it.each([
    ['true', 'did not write "dist/tool.wasm"'],
    ['echo text > dist/tool.wasm', 'dist/tool.wasm: This is not WebAssembly'],
    [': > dist/tool.wasm', 'The component is empty'],
    [copy('core-module'), 'This is a core module'],
    ['truncate -s 70000000 dist/tool.wasm', 'at most 67108864 are allowed'],
    ['mkdir dist/tool.wasm', 'cannot be read (EISDIR)'],
  ])('says what is wrong with what %s made', async (command, message) => {
    using project = makeProject(command);
    expect((await failure(project)).message).toContain(message);
  });

  it('refuses what imports more than the manifest asks for, and names both', async () => {
    using project = makeProject(copy('net-probe'));
    const { message } = await failure(project);
    expect(message).toContain('imports network (kami:host/http@0.1.0)');
    expect(message).toContain('net_allow_list = ["api.example.com"]');
  });

  it('warns of what is asked for in vain and of paths that are not there', async () => {
    using project = makeProject(copy('echo'), ['watch = ["src", "gone"]', '[security]', 'env = ["LANG"]']);
    const built = await build(project);
    expect(built.ok && built.value.built?.warnings).toEqual([
      '[build] watch names gone, which is not there.',
      'tool.toml asks for environment, and the component does not import it: take `env` out of [security].',
    ]);
  });

  it('makes the component of a core module', async () => {
    using project = makeProject(`mkdir -p build && cp ${guest('core-module')} build/core.wasm`, [
      'core = "build/core.wasm"',
      'world = "tool"',
    ]);
    project.write('wit/tool.wit', '');
    const asked: unknown[] = [];
    const maker: ComponentMaker = ({ core, ...rest }) => {
      asked.push({ size: core.length, ...rest });
      return Promise.resolve(ok(readFileSync(guest('echo'))));
    };
    expect((await build(project, false, parts([], maker))).ok).toBe(true);
    const size = statSync(guest('core-module')).size;
    expect(asked).toEqual([{ size, folder: project.path, wit: 'wit', world: 'tool' }]);
    expect(readFileSync(join(project.path, 'dist/tool.wasm'))).toEqual(readFileSync(guest('echo')));
  });

  it('says what is missing where there is no project', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kami-empty-'));
    const at = async (path: string) => {
      const built = await buildProject(parts(), path, false);
      return built.ok ? 'built' : `${built.error.message} ${built.error.hint ?? ''}`;
    };
    expect(await at(folder)).toContain('is empty. Begin a tool in a new folder with: kami init NAME');
    expect(await at(join(folder, 'gone'))).toContain('does not exist');
    using project = makeProject('true');
    expect(await at(join(project.path, 'src'))).toContain('has no tool.toml');
    project.write('tool.toml', '[tool]\nid = "local.a"\nname = "a"\nversion = "1.0.0"\nwasm = "a.wasm"\n');
    expect(await at(project.path)).toContain('[build]\n    command = "kami-guest build"');
    rmSync(folder, { recursive: true });
  });

  it('says which path cannot be used', async () => {
    using project = makeProject(copy('echo'));
    project.write('.kami', 'a file');
    const { message } = await failure(project);
    expect(message).toContain(
      `${JSON.stringify(join(project.path, '.kami'))}, which cannot be used (EEXIST)`,
    );
  });
});
