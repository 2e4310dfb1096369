import { isCurrentKey, type ComponentStore } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import { commitInstallation, decide, keepRecord } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import type { ExaminedSource } from './examine-source.ts';
import { askConsent, isSameInstallation } from './install-consent.ts';
import { isSameOrigin } from './tool-origin.ts';
import type { InstallationReport } from './report-installation.ts';

/** Asks for consent where one is needed, decides, and stores an examined tool; what is installed already is left as it is. */
export async function storeExamined(
  app: App,
  home: Home,
  { examination, installed, given, source }: ExaminedSource,
): Promise<Result<InstallationReport, KamiError>> {
  const consent = await askConsent(app, examination, installed, given);
  const decision = decide(examination, installed, consent);
  const ports = {
    store: await app.componentStore(),
    tools: home.tools,
    examinations: home.examinations,
    sha256: await app.sha256(),
    clock: app.clock,
    random: app.random,
    warn: (message: string) => app.log.log('warn', message),
  };
  const isSame =
    installed !== undefined &&
    isSameInstallation(installed, examination, decision) &&
    isSameOrigin(installed.source, source);
  if (isSame && (await isStoredWhole(ports.store, installed))) {
    await keepRecord(ports, examination);
    return ok({ tool: installed, earlier: installed, changed: false });
  }
  const origin = { actor: app.actor, source, basis: installed };
  const stored = await commitInstallation(ports, examination, decision, origin, app.signal);
  return stored.ok ? ok({ tool: stored.value, earlier: installed, changed: true }) : stored;
}

/** Whether the files of a tool are there, undamaged and of this engine; installing again mends them. */
async function isStoredWhole(store: ComponentStore, { digest, prepared }: InstalledTool): Promise<boolean> {
  const files = await Promise.all([
    store.readComponent(digest),
    store.readPrepared(digest, prepared.key, prepared.digest),
  ]);
  return isCurrentKey(prepared.key, process.versions.node) && files.every((file) => file.ok);
}
