import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateFolders } from '@kami/host-node';
import { parseToolId, parseToolName } from '@kami/types';
import type { FolderWait } from '@kami/sandbox';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kami-data-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const id = parseToolId('dev.example.notes');
const name = parseToolName('notes');
if (!id.ok || !name.ok) throw new Error('fixture');
const tool = { id: id.value, name: name.value };
const wait = (over: Partial<FolderWait> = {}): FolderWait => ({
  tool,
  waitMs: 0,
  signal: new AbortController().signal,
  onWait: () => undefined,
  ...over,
});

/** A process that took the folder and tells so. */
async function startHolder(): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'hold-folder.ts');
  const child = fork(program, [root], { execArgv: ['--conditions=kami-source'] });
  await once(child, 'message');
  return child;
}

describe('createPrivateFolders', () => {
  it('makes the folder for its owner only, and gives it to one call at a time', async () => {
    const folders = createPrivateFolders(root);
    const first = await folders.take(wait());
    expect(existsSync(folders.pathOf(tool.id))).toBe(true);
    expect(await folders.take(wait())).toMatchObject({ ok: false, error: { code: 'KAMI_QUEUE_FULL' } });
    expect(await createPrivateFolders(root).take(wait())).toMatchObject({ ok: false });
    if (first.ok) first.value[Symbol.dispose]();
    const second = await folders.take(wait());
    expect(second.ok).toBe(true);
    if (second.ok) second.value[Symbol.dispose]();
  });

  it('says which process has it, and gets it as soon as that one is killed', async () => {
    const holder = await startHolder();
    const refused = await createPrivateFolders(root).take(wait());
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_QUEUE_FULL' } });
    if (process.platform === 'linux' && !refused.ok)
      expect(refused.error.message).toContain(`the KAMI process ${holder.pid}`);
    const taken = createPrivateFolders(root).take(
      wait({ waitMs: 60_000, onWait: () => holder.kill('SIGKILL') }),
    );
    expect(await taken).toMatchObject({ ok: true });
  });

  it('stands again for a call that waited while it was removed', async () => {
    const folders = createPrivateFolders(root);
    const held = await folders.take(wait());
    const removeAndLeave = (): void => {
      rmSync(folders.pathOf(tool.id), { recursive: true });
      if (held.ok) held.value[Symbol.dispose]();
    };
    const taken = await folders.take(wait({ waitMs: 60_000, onWait: removeAndLeave }));
    expect(taken.ok).toBe(true);
    expect(existsSync(folders.pathOf(tool.id))).toBe(true);
    if (taken.ok) taken.value[Symbol.dispose]();
  });

  it('stops waiting when the call is withdrawn', async () => {
    const folders = createPrivateFolders(root);
    const held = await folders.take(wait());
    const controller = new AbortController();
    const taken = folders.take(
      wait({ waitMs: 60_000, signal: controller.signal, onWait: () => controller.abort() }),
    );
    expect(await taken).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    if (held.ok) held.value[Symbol.dispose]();
  });

  it('answers with an error, and no path, where the folder cannot be made', async () => {
    writeFileSync(join(root, tool.id), '');
    const taken = await createPrivateFolders(root).take(wait());
    expect(taken).toMatchObject({ ok: false, error: { code: 'KAMI_HOME_UNUSABLE' } });
    if (!taken.ok) expect(`${taken.error.message}${taken.error.hint ?? ''}`).not.toContain(root);
    rmSync(join(root, '.locks'), { recursive: true });
    writeFileSync(join(root, '.locks'), 'no folder');
    expect(await createPrivateFolders(root).take(wait())).toMatchObject({ ok: false });
    chmodSync(root, 0o700);
  });

  it('removes a folder whose paths are longer than the kernel takes, and only that', async () => {
    const folders = createPrivateFolders(root);
    const folder = folders.pathOf(tool.id);
    mkdirSync(folder);
    for (let depth = 0; depth < 40; depth++) {
      mkdirSync(join(root, 'next', 'n'.repeat(250)), { recursive: true });
      writeFileSync(join(root, 'next', 'moved-1'), 'x');
      if (existsSync(join(folder, 'deep')))
        renameSync(join(folder, 'deep'), join(root, 'next', 'n'.repeat(250), 'deep'));
      renameSync(join(root, 'next'), join(folder, 'deep'));
    }
    writeFileSync(join(root, 'other'), 'stays');
    expect(await folders.remove(wait())).toEqual({ ok: true, value: undefined });
    expect(readdirSync(root).toSorted()).toEqual(['.locks', 'other']);
    expect(await folders.remove(wait())).toEqual({ ok: true, value: undefined });
  });
});
