import { statSync } from 'node:fs';
import type { InstalledTool } from '@kami/registry';
import type { ToolHost } from '@kami/runtime';
import { err, NO_PERMISSION, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { findTool } from './find-tool.ts';
import { loadCandidate } from './load-candidate.ts';
import { refuseBySignature } from './refuse-by-signature.ts';

/** A tool to be called, with the function that was named, and what it is called through. */
export interface Target {
  readonly tool: InstalledTool;
  readonly host: ToolHost;
  readonly functionName?: string;
  /** Where the source map would stand of a tool that is not installed. */
  readonly sourceMap?: string;
}

/** Opens what TOOL names: an installed tool, with or without a function, or a path that is not installed. */
export async function openTarget(app: App, name: string): Promise<Result<Target, KamiError>> {
  if (isPath(name)) return openPath(app, name);
  const slash = name.indexOf('/');
  if (slash < 0) return openInstalled(app, name);
  const target = await openInstalled(app, name.slice(0, slash));
  return target.ok ? ok({ ...target.value, functionName: name.slice(slash + 1) }) : target;
}

async function openInstalled(app: App, name: string): Promise<Result<Target, KamiError>> {
  const home = await app.home();
  if (!home.ok) return home;
  const tool = await findTool(home.value, name);
  if (!tool.ok) return tool;
  app.expectCall(tool.value);
  const opened = await app.toolHost('call');
  return opened.ok ? ok({ tool: tool.value, host: opened.value }) : opened;
}

/** A component or folder that is not installed: prepared for this call, without any grant. */
async function openPath(app: App, path: string): Promise<Result<Target, KamiError>> {
  const candidate = await loadCandidate(app, path);
  if (!candidate.ok) return candidate;
  const refusal = await refuseBySignature(app, path, candidate.value);
  if (refusal !== undefined) return err(refusal);
  const examination = await app.examine(candidate.value, () => undefined);
  if (!examination.ok) return examination;
  const host = await app.toolHost('call', examination.value);
  if (!host.ok) return host;
  const { toInstalledTool } = await import('@kami/runtime');
  const decision = { state: 'active', permission: NO_PERMISSION } as const;
  const { sourceMapPath } = await import('../building/map-stack.ts');
  return ok({
    tool: toInstalledTool(examination.value, decision, '', path),
    host: host.value,
    sourceMap: sourceMapPath(path, candidate.value.manifest.wasm),
  });
}

/** Whether TOOL is a path: it looks like one, or names a folder with a manifest. */
function isPath(name: string): boolean {
  if (name.endsWith('.wasm') || name.startsWith('.') || name.startsWith('/') || name.startsWith('~'))
    return true;
  if (!name.includes('/')) return false;
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
