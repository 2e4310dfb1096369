import type { App } from '../app.ts';
import { comparedExamination } from '../changes/compared-examination.ts';
import { versionChanges } from '../changes/version-changes.ts';
import type { CommandResult } from './command.ts';
import { examineSource, lastingSource, type InstallOptions } from './examine-source.ts';
import { reportInstallation } from './report-installation.ts';
import { printExamination } from './show-tool.ts';
import { storeExamined } from './store-examined.ts';

/** `kami install`: reads, checks, shows and stores a tool. */
export async function installCommand(app: App, given: string, options: InstallOptions): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const source = lastingSource(given);
  const examined = await examineSource(app, home.value, source, options);
  if (!examined.ok) return examined;
  const { examination, installed } = examined.value;
  const changes = installed === undefined ? [] : versionChanges(installed, comparedExamination(examination));
  if (!app.json) printExamination(app, examination, await app.trustPolicy(), changes);
  const stored = await storeExamined(app, home.value, examined.value);
  return stored.ok ? reportInstallation(app, stored.value) : stored;
}
