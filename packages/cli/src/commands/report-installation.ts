import type { InstalledTool } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import type { ExitCode } from '../output/exit-code.ts';
import { toolJson } from './tool-json.ts';

/** What became of an installation. */
export interface InstallationReport {
  /** The version that was looked at, as it stands in the registry now. */
  readonly tool: InstalledTool;
  /** The version that was installed before, if any. */
  readonly earlier: InstalledTool | undefined;
  /** Whether anything was written. */
  readonly changed: boolean;
}

/** Says what became of an installation. Exit code 3 when the version is held: it cannot be called yet. */
export function reportInstallation(
  app: App,
  { tool, earlier, changed }: InstallationReport,
): Result<ExitCode, KamiError> {
  if (app.json) app.console.json(toolJson(tool));
  else noteInstallation(app, { tool, earlier, changed });
  return ok(tool.state === 'held' ? 3 : 0);
}

/** Says in a line what became of an installation, and what to do where it waits. */
export function noteInstallation(app: App, { tool, earlier, changed }: InstallationReport): void {
  const isUpdate = changed && earlier !== undefined && earlier.version !== tool.version;
  const active = isUpdate
    ? `is installed and active, in place of ${earlier.version}`
    : 'is installed and active';
  const state = changed ? active : 'is installed already; nothing was changed';
  const text = tool.state === 'held' ? heldText(tool, earlier) : state;
  app.console.note(`${app.console.mark('green', tool.name)} ${tool.version} ${text}`);
}

function heldText({ name }: InstalledTool, earlier: InstalledTool | undefined): string {
  return earlier?.state === 'active'
    ? `waits for approval: it differs from ${earlier.version}, which keeps running.\n  Approve it with: kami approve ${earlier.name}`
    : `is installed but held: nobody granted what it asks for.\n  Grant it with: kami approve ${name}   (or kami grant ${name} …)`;
}
