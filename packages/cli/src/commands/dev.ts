import type { InstalledTool } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { buildProject, type BuildOutcome } from '../building/build-project.ts';
import { inputsDigest, sourceDigest } from '../building/build-stamp.ts';
import { openUnbuilt } from '../building/project.ts';
import { repeatOnChange } from '../building/repeat-on-change.ts';
import { watchFolders } from '../building/watch-folders.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import { printError } from '../output/print-error.ts';
import { buildParts, reportBuild, reportWarnings } from './build.ts';
import type { CommandResult } from './command.ts';
import { installBuilt } from './install-built.ts';

/** Editors write a file in several strokes, some of them 10 ms apart; a person does not notice so long. */
const QUIET_MS = 50;

/** What `kami dev` was told. */
export interface DevOptions {
  readonly grant: readonly string[];
  readonly yes: boolean;
  readonly engine?: string;
}

/** `kami dev`: builds and installs a tool, and again at each change, until Ctrl-C. */
export async function devCommand(app: App, folder: string, options: DevOptions): CommandResult {
  const project = await openUnbuilt(folder);
  if (!project.ok) return project;
  const home = await app.home();
  if (!home.ok) return home;
  using changes = createChanges(folder);
  let earlier: InstalledTool | undefined;
  let failedOn: string | undefined;
  const step = async (): Promise<void> => {
    await changes.follow();
    const inputs = await projectInputs(app, folder, options);
    // A command that fails may write into the folder each time.
    if (inputs === failedOn) return;
    const installed = await buildAndInstall(app, home.value, folder, options, earlier);
    if (app.signal.aborted) return;
    // What mends a failure by undoing it is worth a line, though nothing is installed.
    if (installed.ok && installed.value === earlier && failedOn === undefined) return;
    failedOn = installed.ok ? undefined : inputs;
    if (installed.ok) earlier = installed.value;
    else printError(app.console, installed.error, app.json);
    app.console.note(app.console.mark('dim', 'watching for changes; end with Ctrl-C'));
  };
  const listen = (onChange: () => void): Disposable => changes.listen(onChange);
  await repeatOnChange(step, { listen, signal: app.signal, quietMs: QUIET_MS });
  return ok(0);
}

/** What decides what a build makes, as one text; where the manifest is broken or a source cannot be read, how. */
async function projectInputs(app: App, folder: string, options: DevOptions): Promise<string> {
  const project = await openUnbuilt(folder);
  if (!project.ok) return project.error.message;
  try {
    return inputsDigest(sourceDigest(project.value), project.value.text, buildParts(app, options).setting);
  } catch (cause) {
    // An editor's temporary file went meanwhile, say; the build tells of it.
    return `${fileErrorCode(cause)} ${project.value.text}`;
  }
}

async function buildAndInstall(
  app: App,
  home: Home,
  folder: string,
  options: DevOptions,
  earlier: InstalledTool | undefined,
): Promise<Result<InstalledTool, KamiError>> {
  const outcome = await buildProject(buildParts(app, options), folder, false);
  if (!outcome.ok) return outcome;
  if (earlier !== undefined && outcome.value.built === undefined) return ok(earlier);
  await reportBriefly(app, outcome.value);
  return installBuilt(app, home, outcome.value.project.folder, options, earlier);
}

/** The whole report of each build would push the author's own errors off the screen. */
async function reportBriefly(app: App, outcome: BuildOutcome): Promise<void> {
  if (outcome.built === undefined || app.json) return reportBuild(app, outcome);
  reportWarnings(app, outcome.built.warnings);
}

/** The changes of a project, whose folders may be others after each of them. */
interface Changes extends Disposable {
  /** Follows the folders that the project has by now; where its manifest is broken, those that it had. */
  follow(): Promise<void>;
  listen(onChange: () => void): Disposable;
}

function createChanges(folder: string): Changes {
  let heard = (): void => undefined;
  const watch = watchFolders(() => heard());
  return {
    async follow() {
      const project = await openUnbuilt(folder);
      if (project.ok) watch.follow(project.value);
    },
    listen(onChange) {
      heard = onChange;
      return { [Symbol.dispose]: () => void (heard = () => undefined) };
    },
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  };
}
