import type { InstalledTool } from '@kami/registry';
import type { Examination } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import type { ExitCode } from '../output/exit-code.ts';
import { formatRequests } from '../output/format.ts';
import { toolJson } from './show-tool.ts';

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
  else {
    const isUpdate = changed && earlier !== undefined && earlier.version !== tool.version;
    const active = isUpdate
      ? `is installed and active, in place of ${earlier.version}`
      : 'is installed and active';
    const state = changed ? active : 'is installed already; nothing was changed';
    const text = tool.state === 'held' ? heldText(tool, earlier) : state;
    app.console.note(`${app.console.mark('green', tool.name)} ${tool.version} ${text}`);
  }
  return ok(tool.state === 'held' ? 3 : 0);
}

/** What a new version says or asks otherwise than the one before it, as lines. */
export function listChanges(
  earlier: InstalledTool,
  {
    manifest,
    definitions,
    features,
    digest,
  }: Pick<Examination, 'manifest' | 'definitions' | 'features' | 'digest'>,
): readonly string[] {
  const texts = (list: readonly { readonly name: string }[]): string => JSON.stringify(list);
  const before = formatRequests(earlier.manifest);
  const now = formatRequests(manifest);
  return [
    ...(earlier.version === manifest.version ? [] : [`version ${earlier.version} → ${manifest.version}`]),
    ...(earlier.name === manifest.name ? [] : [`name ${earlier.name} → ${manifest.name}`]),
    ...(earlier.manifest.description === manifest.description
      ? []
      : [`description, before: ${earlier.manifest.description ?? 'none'}`]),
    ...(texts(earlier.definitions) === texts(definitions)
      ? []
      : ['tools: names, descriptions or schemas differ']),
    ...(JSON.stringify(earlier.features ?? null) === JSON.stringify(features ?? null)
      ? []
      : ['resources or prompts: names, descriptions or contents differ']),
    ...now.filter((request) => !before.includes(request)).map((request) => `asks also for ${request}`),
    ...before.filter((request) => !now.includes(request)).map((request) => `no longer asks for ${request}`),
    ...(earlier.digest === digest ? [] : ['component: another digest']),
  ];
}

function heldText({ name }: InstalledTool, earlier: InstalledTool | undefined): string {
  return earlier?.state === 'active'
    ? `waits for approval: it differs from ${earlier.version}, which keeps running.\n  Approve it with: kami approve ${earlier.name}`
    : `is installed but held: nobody granted what it asks for.\n  Grant it with: kami approve ${name}   (or kami grant ${name} …)`;
}
