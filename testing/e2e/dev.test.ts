import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { inspectTool } from './inspect-tool.ts';
import { makeTestHome } from './kami.ts';
import { openSession, type McpSession } from './mcp-session.ts';
import { makeProjectFolder } from './project-folder.ts';
import { startKami } from './running-command.ts';
import { listenTo } from './until-printed.ts';

const home = makeTestHome();

afterAll(() => {
  home[Symbol.dispose]();
});

/** A project whose build copies the guest that `src/which` names, or fails where it names none. */
function project(name: string, security: readonly string[] = []) {
  const command = 'cp "$(cat src/which)" dist/tool.wasm';
  const folder = makeProjectFolder(home, name, command, security);
  const which = join(folder, 'src', 'which');
  const choose = (path: string): void => {
    // In one stroke: half a file would be a change of its own.
    writeFileSync(`${folder}.next`, path);
    renameSync(`${folder}.next`, which);
  };
  choose(guestPath('echo'));
  return { folder, choose, manifest: join(folder, 'tool.toml') };
}

const toolNames = async (session: McpSession): Promise<string> =>
  JSON.stringify((await session.request('tools/list')).result?.['tools']);

// Each change is built, examined and installed: with the machine full of other tests, some seconds.
describe('kami dev', { timeout: 60_000 }, () => {
  it('puts each version before a client of a running server, and keeps the last one that was built', async () => {
    const { folder, choose } = project('living');
    await using dev = startKami(home, ['dev', folder]);
    const printed = listenTo(dev);
    await printed.until('watching for changes');
    await using session = await openSession(home);
    const call = async () =>
      (await session.request('tools/call', { name: 'living', arguments: { text: 'two words' } })).result?.[
        'structuredContent'
      ];
    expect(await call()).not.toEqual({ result: 2 });
    const before = await toolNames(session);

    choose(guestPath('words-c'));
    await printed.until('watching for changes');
    expect(await call()).toEqual({ result: 2 });
    expect(await toolNames(session)).not.toBe(before);

    choose('/no/such/file');
    await printed.until('The build failed');
    await printed.until('watching for changes');
    expect(await call()).toEqual({ result: 2 });

    choose(guestPath('echo'));
    await printed.until('watching for changes');
    expect(await toolNames(session)).toBe(before);
    dev.child.kill('SIGINT');
    expect((await dev.ended).code).toBe(0);
  });

  it('keeps grants for other code, and holds what asks for more', async () => {
    const { folder, choose, manifest } = project('asking', ['fs_access = "read-only"']);
    await using dev = startKami(home, ['dev', folder, '--grant', `fs=here=${folder}`]);
    const printed = listenTo(dev);
    await printed.until('watching for changes');
    const granted = (await inspectTool(home, 'asking'))['granted'];
    expect(granted).toEqual([`fs=here=${folder}:ro`]);

    choose(guestPath('words-c'));
    await printed.until('watching for changes');
    expect(await inspectTool(home, 'asking')).toMatchObject({ state: 'active', granted });
    expect(printed.text).not.toContain('waits for approval');

    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"read-only"', '"sandbox"'));
    await printed.until('waits for approval');
    expect(printed.text).toContain('kami approve asking');
    expect(await inspectTool(home, 'asking')).toMatchObject({ state: 'active', granted });
    dev.child.kill('SIGTERM');
    expect((await dev.ended).code).toBe(0);
  });

  it('goes on where the manifest is broken, and ends where there is none', async () => {
    const { folder, manifest } = project('mended');
    await using dev = startKami(home, ['dev', folder]);
    const printed = listenTo(dev);
    await printed.until('watching for changes');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, `${text}[nonsense]\n`);
    await printed.until('`nonsense`: is unknown');
    writeFileSync(manifest, text.replace('1.0.0', '1.1.0'));
    await printed.until('1.1.0');
    expect((await home.run(['dev', join(folder, 'src')])).code).toBe(2);
  });
});
