import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTool, formatBuildFailure, readProject, runGuestCommand } from '../../src/build/index.ts';
import { fixturePath } from '../component/load-component.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kami-guest-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const build = (entry: string) => buildTool({ entry, out: join(folder, 'out', 'tool.wasm') });
const source = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

describe('buildTool', () => {
  it('says where the source cannot be read', async () => {
    const built = await build(await source('syntax.ts', 'export const a = 1;\nexport const b = ;\n'));
    expect(built).toMatchObject({
      ok: false,
      error: { stage: 'bundle', problems: [{ position: { file: 'syntax.ts', line: 2, column: 18 } }] },
    });
    expect(built.ok ? '' : formatBuildFailure(built.error)).toBe(
      'syntax.ts:2:18: Unexpected ";"\n    export const b = ;',
    );
    expect(built.ok ? '' : formatBuildFailure(built.error, 'src')).toContain('src/syntax.ts:2:18: ');
  });

  it('says what to use instead of Node.js', async () => {
    expect(await build(fixturePath('uses-node'))).toMatchObject({
      error: {
        stage: 'bundle',
        problems: [{ message: expect.stringMatching(/node:fs.*context\.files/) as unknown }],
      },
    });
  });

  it('refuses an interface that there is not', async () => {
    expect(await build(await source('odd.ts', 'export * from "wasi:sockets/tcp@0.2.0";'))).toMatchObject({
      error: {
        stage: 'bundle',
        problems: [{ message: expect.stringMatching(/not an interface that tools can import/) as unknown }],
      },
    });
  });

  it('refuses what the entry module throws, naming the place', async () => {
    expect(await build(fixturePath('broken-name'))).toMatchObject({
      error: {
        stage: 'evaluate',
        problems: [
          {
            message: expect.stringMatching(/^The tool name "two words" must be/) as unknown,
            position: { file: 'broken-name.ts', line: 6 },
          },
        ],
      },
    });
  });

  it('refuses an entry without a tool, and one that is not there', async () => {
    expect(await build(fixturePath('no-tool'))).toMatchObject({
      error: {
        stage: 'evaluate',
        problems: [{ message: expect.stringMatching(/exports no tool/) as unknown }],
      },
    });
    expect(await build('nowhere.ts')).toMatchObject({ error: { stage: 'config' } });
  });

  it('runs what a tool brings along without the author’s environment and files', async () => {
    const steals = await source(
      'steals.ts',
      "const fs = process.getBuiltinModule('fs');\nfs.writeFileSync('/tmp/stolen', process.env['HOME'] ?? 'none');\n",
    );
    expect(await build(steals)).toMatchObject({
      error: {
        stage: 'evaluate',
        problems: [{ message: expect.stringContaining('Access to this API') as unknown }],
      },
    });
    const ends = await source('ends.ts', 'process.exit(3);\n');
    expect(await build(ends)).toMatchObject({ error: { stage: 'evaluate' } });
    const prints = await source('prints.ts', "process.on('exit', () => process.stdout.write('{}'));\n");
    expect(await build(prints)).toMatchObject({
      error: {
        stage: 'evaluate',
        problems: [{ message: expect.stringContaining('printed on standard output') as unknown }],
      },
    });
  });

  it('leaves no file behind when it fails', async () => {
    await expect(readdir(join(folder, 'out'))).rejects.toThrow('ENOENT');
  });
});

describe('readProject', () => {
  it('takes the path of the component from the manifest', async () => {
    const manifest = await source('tool.toml', '[tool]\nwasm = "dist/x.wasm"\n');
    expect(await readProject(folder)).toMatchObject({
      error: { problems: [{ message: expect.stringContaining('nor tool.js') as unknown }] },
    });
    await mkdir(join(folder, 'src'));
    const entry = await source('src/tool.js', '');
    expect(await readProject(folder)).toEqual({
      ok: true,
      value: { entry, out: join(folder, 'dist', 'x.wasm'), manifest },
    });
  });

  it.each([
    '[tool]\n',
    'tool = 3\n',
    '[tool]\nwasm = "../x.wasm"\n',
    '[tool]\nwasm = "/x.wasm"\n',
    '[tool\n',
  ])('refuses %j', async (text) => {
    await source('tool.toml', text);
    expect(await readProject(folder)).toMatchObject({ ok: false, error: { stage: 'config' } });
  });
});

describe('runGuestCommand', () => {
  it('gives 2 for wrong use and 1 for a build that failed', async () => {
    expect(await runGuestCommand([])).toBe(2);
    expect(await runGuestCommand(['build', '--nonsense'])).toBe(2);
    expect(await runGuestCommand(['build', '--entry', 'x'])).toBe(2);
    expect(await runGuestCommand(['--help'])).toBe(0);
    expect(await runGuestCommand(['build', join(folder, 'nowhere')])).toBe(1);
  });
});
