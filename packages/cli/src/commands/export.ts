import { writeFileSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { formatLock, formatToolSet, type DeclaredTool, type InstalledTool } from '@kami/registry';
import { allTools } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Permission, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import { formatPermission } from '../output/format.ts';
import { syncPaths } from '../sync/sync-files.ts';
import { isAddress, lockedTool } from '../sync/tool-request.ts';
import type { CommandResult } from './command.ts';

/** `kami export`: writes what is active in the home as a `kami.toml` and its lock. */
export async function exportCommand(app: App, file: string): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const tools = await allTools(home.value.tools);
  if (!tools.ok) return tools;
  const paths = syncPaths(file);
  const active = tools.value.filter(({ state }) => state === 'active');
  const declared = active.map((tool) => [declarationOf(tool, paths.folder), tool] as const);
  const texts = [
    [paths.declaration, formatToolSet(declared.map(([tool]) => tool))],
    [
      paths.lock,
      formatLock(declared.map(([tool, installed]) => lockedTool(tool, installed, installed.source))),
    ],
  ] as const;
  for (const [path, text] of texts) {
    const written = writeNew(path, text);
    if (!written.ok) return written;
  }
  const held = tools.value.filter(({ state }) => state === 'held').map(({ name }) => name);
  if (app.json) app.console.json({ file: paths.declaration, lock: paths.lock, tools: active.length, held });
  else {
    for (const [path] of texts) app.console.out(path);
    if (held.length > 0) app.console.note(`Left out, since nobody approved them: ${held.join(', ')}`);
  }
  return ok(0);
}

/** A version is the lock's to pin: one that is declared too would have to be changed with each renewal. */
function declarationOf(tool: InstalledTool, folder: string): DeclaredTool {
  const { name, source } = tool;
  return {
    name,
    source: isAddress(source) ? source : pathFrom(folder, source),
    grants: formatPermission(withPathsFrom(folder, tool.permission)),
  };
}

function withPathsFrom(folder: string, permission: Permission): Permission {
  const mounts = permission.mounts.map((mount) => ({ ...mount, hostPath: pathFrom(folder, mount.hostPath) }));
  return { ...permission, mounts };
}

/** A path relative to a folder when it lies in it: such a file may be moved with its folder. */
function pathFrom(folder: string, path: string): string {
  const below = relative(folder, resolve(path));
  const isBelow = below.split(sep)[0] !== '..' && resolve(folder, below) === resolve(path);
  return isBelow && !below.includes(':') ? `./${below.split(sep).join('/')}` : resolve(path);
}

/** Writes a new file only: what stands there may be somebody's work. */
function writeNew(path: string, text: string): Result<void, KamiError> {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return ok(undefined);
  } catch (cause) {
    const code = fileErrorCode(cause);
    const why = code === 'EEXIST' ? `${path} is there already` : `${path} cannot be written (${code})`;
    const hint = `Choose another name with: kami export NAME.toml, or remove ${basename(path)}`;
    return err(kamiError('KAMI_SOURCE_UNREADABLE', `${why}.`, { cause, hint }));
  }
}
