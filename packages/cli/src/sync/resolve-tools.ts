import type { ComponentStore } from '@kami/engine';
import type { LockedTool } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { createProgress } from '../output/progress.ts';
import { resolveTool } from './resolve-tool.ts';
import type { SyncFiles } from './sync-files.ts';
import type { ResolvedTool } from './tool-request.ts';

/** Resolves every declared tool, one after the other; `store` takes what is to be installed, where anything is. */
export async function resolveTools(
  app: App,
  home: Home,
  { declaration, paths }: SyncFiles,
  locks: readonly (LockedTool | undefined)[],
  store: ComponentStore | undefined,
): Promise<Result<readonly ResolvedTool[], KamiError>> {
  using progress = createProgress(app.console, app.stderr);
  const resolved: ResolvedTool[] = [];
  for (const [index, declared] of declaration.tools.entries()) {
    if (app.signal.aborted)
      return err(kamiError('KAMI_CANCELLED', 'The sync was interrupted; nothing was changed.'));
    const tool = await resolveTool(app, home, {
      declared,
      declaration,
      index,
      folder: paths.folder,
      locked: locks[index],
      store,
      onStep: (text) => progress.step(text),
    });
    if (!tool.ok) return tool;
    resolved.push(tool.value);
  }
  return ok(resolved);
}
