import type { InstalledTool } from '@kami/registry';
import { allTools } from '@kami/runtime';
import { ok, type Json, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { comparedExamination } from '../changes/compared-examination.ts';
import { versionChanges } from '../changes/version-changes.ts';
import type { ExitCode } from '../output/exit-code.ts';
import { errorJson, printError } from '../output/print-error.ts';
import type { CommandResult } from './command.ts';
import { examineSource, type InstallOptions } from './examine-source.ts';
import { findTool } from './find-tool.ts';
import { noteInstallation, type InstallationReport } from './report-installation.ts';
import { printChanges } from './show-changes.ts';
import { storeExamined } from './store-examined.ts';
import { updatableSource } from './tool-origin.ts';

/** What became of one tool's update. */
interface Update {
  readonly report: InstallationReport;
  readonly changes: readonly string[];
}

/**
 * `kami update`: reads tools again from where they were installed from. A version that differs in anything but its number
 * waits for approval, and the one before it keeps running. Exit code 3 when one waits; that of the first error when one
 * could not be updated, after all others were.
 */
export async function updateCommand(
  app: App,
  names: readonly string[],
  options: Omit<InstallOptions, 'grant'>,
): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const tools = await toolsToUpdate(home.value, names);
  if (!tools.ok) return tools;
  if (tools.value.length === 0 && !app.json)
    app.console.note('No tools are installed; install one with: kami install SOURCE');
  const shown: Json[] = [];
  let [failed, waits]: [ExitCode, boolean] = [0, false];
  for (const tool of tools.value) {
    const updated = await updateTool(app, home.value, tool, { ...options, grant: [] });
    if (updated.ok) waits ||= updated.value.report.tool.state === 'held';
    else {
      if (updated.error.code === 'KAMI_CANCELLED') return updated;
      const code = app.json ? 5 : printError(app.console, updated.error, false);
      failed ||= code;
    }
    shown.push(updateJson(tool, updated));
  }
  if (app.json) app.console.json({ updates: shown });
  return ok(failed === 0 && waits ? 3 : failed);
}

/** The tools that were named, each once, or all. */
async function toolsToUpdate(
  home: Home,
  names: readonly string[],
): Promise<Result<readonly InstalledTool[], KamiError>> {
  if (names.length === 0) return allTools(home.tools);
  const found = new Map<string, InstalledTool>();
  for (const name of names) {
    const tool = await findTool(home, name);
    if (!tool.ok) return tool;
    found.set(tool.value.id, tool.value);
  }
  return ok([...found.values()]);
}

async function updateTool(
  app: App,
  home: Home,
  { id, source }: InstalledTool,
  options: InstallOptions,
): Promise<Result<Update, KamiError>> {
  const examined = await examineSource(app, home, updatableSource(source), options, id);
  if (!examined.ok) return examined;
  const { examination, installed } = examined.value;
  const next = comparedExamination(examination);
  const changes = installed === undefined ? [] : versionChanges(installed, next);
  if (!app.json && installed !== undefined) printChanges(app, installed, next);
  const stored = await storeExamined(app, home, examined.value);
  if (!stored.ok) return stored;
  if (!app.json) noteUpdate(app, stored.value);
  return ok({ report: stored.value, changes });
}

function noteUpdate(app: App, report: InstallationReport): void {
  if (report.changed) noteInstallation(app, report);
  else
    app.console.note(`${app.console.mark('green', report.tool.name)} ${report.tool.version} is up to date`);
}

function updateJson({ id, name, version }: InstalledTool, updated: Result<Update, KamiError>): Json {
  if (!updated.ok) return { id, name, version, state: 'failed', error: errorJson(updated.error) };
  const { report, changes } = updated.value;
  const state = report.changed ? (report.tool.state === 'held' ? 'held' : 'updated') : 'current';
  return { id, name, version, state, offered: report.tool.version, changes };
}
