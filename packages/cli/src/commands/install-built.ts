/**
 * Threat: code that a person approved once is replaced, at each change of a file, by code that asks for more. Rule: only what asks
 * for nothing beyond what was approved of this very folder takes the place of it unasked, with the grants that were given;
 * all else needs the operator's word.
 */
import type { InstalledTool } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { comparedExamination } from '../changes/compared-examination.ts';
import { asksForMore } from '../building/asks-for-more.ts';
import { examineSource, type ExaminedSource, type InstallOptions } from './examine-source.ts';
import { consentedPermission } from './install-consent.ts';
import { noteInstallation } from './report-installation.ts';
import { printChanges } from './show-changes.ts';
import { printExamination } from './show-tool.ts';
import { storeExamined } from './store-examined.ts';
import { toolJson } from './tool-json.ts';

/**
 * Installs what was built in a folder; `earlier` is what was installed from it since the command began, after which grants
 * of the command line are not given again. Errors: those of an installation.
 */
export async function installBuilt(
  app: App,
  home: Home,
  folder: string,
  { grant, yes }: Pick<InstallOptions, 'grant' | 'yes'>,
  earlier: InstalledTool | undefined,
): Promise<Result<InstalledTool, KamiError>> {
  const options = { grant: earlier === undefined ? grant : [], yes, allowDowngrade: true };
  const examined = await examineSource(app, home, folder, options);
  if (!examined.ok) return examined;
  const { examination, installed } = examined.value;
  if (!app.json && installed === undefined) printExamination(app, examination, await app.trustPolicy());
  if (!app.json && installed !== undefined) printChanges(app, installed, comparedExamination(examination));
  const consented = approveSameRequests(examined.value);
  if (!consented.ok) return consented;
  const stored = await storeExamined(app, home, consented.value);
  if (!stored.ok) return stored;
  if (app.json) app.console.json(toolJson(stored.value.tool));
  else noteInstallation(app, stored.value);
  return ok(stored.value.tool);
}

/** Gives what was granted before to other code of the same folder that asks for nothing more. */
function approveSameRequests(examined: ExaminedSource): Result<ExaminedSource, KamiError> {
  const { examination, installed, given, source } = examined;
  if (given !== undefined || installed?.state !== 'active' || installed.source !== source)
    return ok(examined);
  if (asksForMore(installed.manifest, examination.manifest)) return ok(examined);
  const kept = consentedPermission(examination.manifest, installed, false, []);
  return kept.ok ? ok({ ...examined, given: kept.value }) : kept;
}
