import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { makeProjectFolder } from './project-folder.ts';
import { startKami } from './running-command.ts';

const home = makeTestHome();

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami build', () => {
  it('shows the command, what it prints, and what was made; then it has nothing to do', async () => {
    const folder = makeProjectFolder(home, 'built', `cp ${guestPath('echo')} dist/tool.wasm && echo copied`);
    const { stdout, stderr } = await home.must(['build', folder]);
    expect(stdout).toBe('');
    expect(stderr).toContain(`$ cp ${guestPath('echo')}`);
    expect(stderr).toContain('\ncopied\n');
    expect(stderr).toContain('built built 1.0.0  dist/tool.wasm');
    expect(stderr).toContain('cannot reach the network (not imported)');
    expect((await home.must(['build', folder])).stderr).toBe('built 1.0.0 is up to date: dist/tool.wasm\n');
    const { stdout: json } = await home.must(['build', folder, '--json']);
    expect(JSON.parse(json)).toMatchObject({
      upToDate: true,
      imports: [],
      exports: ['describe()', 'call(name, args-json)'],
    });
    expect(existsSync(home.path)).toBe(false);
  });

  it('is not run by an install, and no part of what is installed', async () => {
    const folder = makeProjectFolder(home, 'guarded', `cp ${guestPath('echo')} dist/tool.wasm`);
    await home.must(['build', folder]);
    const manifest = readFileSync(join(folder, 'tool.toml'), 'utf8');
    writeFileSync(join(folder, 'tool.toml'), manifest.replace(/command = .*/u, 'command = "touch ran"'));
    await home.must(['install', folder]);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    writeFileSync(join(folder, 'tool.toml'), manifest);
    expect((await home.must(['install', folder])).stderr).toContain('installed already; nothing was changed');
  });

  it('leaves the component whole when it is interrupted', async () => {
    const command = 'printf half > dist/tool.wasm; touch halfway; sleep 1000';
    const folder = makeProjectFolder(home, 'interrupted', command);
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/tool.wasm'), 'whole');
    await using build = startKami(home, ['build', folder]);
    await vi.waitUntil(() => existsSync(join(folder, 'halfway')), { timeout: 15_000, interval: 10 });
    build.child.kill('SIGINT');
    const { code, stderr } = await build.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('The build was interrupted.');
    expect(readFileSync(join(folder, 'dist/tool.wasm'), 'utf8')).toBe('whole');
  });
});
