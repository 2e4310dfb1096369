import type { ComponentStore } from '@kami/engine';
import type { LockedTool } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { createProgress } from '../output/progress.ts';
import { declaredPermission } from './declared-grant.ts';
import { resolveTool } from './resolve-tool.ts';
import type { SyncFiles } from './sync-files.ts';
import type { ResolvedTool, ToolRequest } from './tool-request.ts';

/**
 * Resolves every declared tool, one after the other, once the grants of all are found to be possible; `store` takes what
 * is to be installed, where anything is.
 */
export async function resolveTools(
  app: App,
  home: Home,
  { declaration, paths }: SyncFiles,
  locks: readonly (LockedTool | undefined)[],
  store: ComponentStore | undefined,
): Promise<Result<readonly ResolvedTool[], KamiError>> {
  using progress = createProgress(app.console, app.stderr);
  const requests: ToolRequest[] = [];
  for (const [index, declared] of declaration.tools.entries()) {
    const place = { declared, declaration, index, folder: paths.folder };
    const permission = await declaredPermission(place, app.paths.root);
    if (!permission.ok) return permission;
    const onStep = (text: string): void => progress.step(text);
    requests.push({ ...place, permission: permission.value, locked: locks[index], store, onStep });
  }
  const resolved: ResolvedTool[] = [];
  for (const request of requests) {
    if (app.signal.aborted)
      return err(kamiError('KAMI_CANCELLED', 'The sync was interrupted; nothing was changed.'));
    const tool = await resolveTool(app, home, request);
    if (!tool.ok) return tool;
    resolved.push(tool.value);
  }
  return ok(resolved);
}
