import { ok, type Json } from '@kami/types';
import type { App } from '../app.ts';
import type { BuildOutcome, BuildParts } from '../building/build-project.ts';
import { buildProject } from '../building/build-project.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';

/** What `kami build` was told. */
export interface BuildOptions {
  /** Whether it builds although nothing changed. */
  readonly force: boolean;
  /** The engine that the SDK is to build for. */
  readonly engine?: string;
}

/** `kami build`: builds the tool in a folder and shows what was made. */
export async function buildCommand(app: App, folder: string, options: BuildOptions): CommandResult {
  const outcome = await buildProject(buildParts(app, options), folder, options.force);
  if (!outcome.ok) return outcome;
  await reportBuild(app, outcome.value);
  return ok(0);
}

/** What building needs of an app. */
export function buildParts(app: App, { engine }: Pick<BuildOptions, 'engine'>): BuildParts {
  return {
    tools: () => app.buildTools(),
    setting: { version: app.version, engine: engine ?? process.env['KAMI_GUEST_ENGINE'] ?? '' },
    signal: app.signal,
    onCommand: (command) => app.console.note(`${app.console.mark('dim', '$')} ${terminalText(command)}`),
  };
}

/** Says what came of a build. */
export async function reportBuild(app: App, outcome: BuildOutcome): Promise<void> {
  const { project, built } = outcome;
  if (app.json) app.console.json(await outcomeJson(outcome));
  else if (built === undefined)
    app.console.note(
      `${app.console.mark('green', project.manifest.name)} ${project.manifest.version} is up to date: ${project.manifest.wasm}`,
    );
  else (await import('../building/build-report.ts')).printBuilt(app, project, built);
  reportWarnings(app, built?.warnings ?? []);
}

/** Says what to mend in a project although it was built. */
export function reportWarnings(app: App, warnings: readonly string[]): void {
  for (const warning of warnings)
    app.console.note(`${app.console.mark('yellow', 'warning')} ${terminalText(warning)}`);
}

/** What is up to date was built as it lies there: reading it again finds the same. */
async function outcomeJson({ project, built }: BuildOutcome): Promise<Json> {
  const { builtJson } = await import('../building/build-report.ts');
  const { readBuilt } = await import('../building/built-component.ts');
  const read = built ?? readBuilt(project);
  if (!('ok' in read)) return builtJson(project, read, false);
  return read.ok
    ? builtJson(project, read.value, true)
    : { name: project.manifest.name, output: project.output, upToDate: true };
}
