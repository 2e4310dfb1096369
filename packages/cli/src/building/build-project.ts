import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { BuildTools } from './build-tools.ts';
import type { BuiltComponent } from './built-component.ts';
import { inputsDigest, isUpToDate, sourceDigest, writeStamp, type BuildSetting } from './build-stamp.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import { keepOutput } from './kept-output.ts';
import { missingPaths } from './watched-files.ts';
import { openProject, openUnbuilt, type Project } from './project.ts';

/** What a build needs. */
export interface BuildParts {
  readonly tools: () => Promise<BuildTools>;
  readonly setting: BuildSetting;
  readonly signal: AbortSignal;
  /** Hears the command before it runs. */
  readonly onCommand: (command: string) => void;
}

/** What came of a build; without a component there was nothing to do. */
export interface BuildOutcome {
  /** With the manifest as the build left it. */
  readonly project: Project;
  readonly built?: BuiltComponent;
}

/**
 * Builds a project unless what it made last is what its inputs make; `force` builds anyway. Errors: `KAMI_BUILD_FAILED`,
 * `KAMI_CANCELLED`, those of the manifest and of the component that was made.
 */
export async function buildProject(
  parts: BuildParts,
  folder: string,
  force: boolean,
): Promise<Result<BuildOutcome, KamiError>> {
  const project = await openUnbuilt(folder);
  if (!project.ok) return project;
  try {
    const sources = sourceDigest(project.value);
    const before = inputsDigest(sources, project.value.text, parts.setting);
    if (!force && isUpToDate(project.value, before)) return ok({ project: project.value });
    return await buildAnew(parts, project.value, sources);
  } catch (cause) {
    return err(unusableFolder(project.value, cause));
  }
}

async function buildAnew(
  parts: BuildParts,
  before: Project,
  sources: string,
): Promise<Result<BuildOutcome, KamiError>> {
  const tools = await parts.tools();
  const made = await runCommand(parts, tools, before);
  if (!made.ok) return made;
  // The command may have written what the code asks for into tool.toml.
  const after = await openProject(before.folder);
  if (!after.ok) return after;
  const project = after.value;
  const { composeComponent, readBuilt } = await import('./built-component.ts');
  const composed = await composeComponent(tools.makeComponent, project, parts.signal);
  if (!composed.ok) return composed;
  const built = readBuilt(project);
  if (!built.ok) return built;
  const inputs = inputsDigest(sources, project.text, parts.setting);
  writeStamp(project, { inputs, output: built.value.digest });
  const missing = missingPaths(project).map((path) => `[build] watch names ${path}, which is not there.`);
  return ok({ project, built: { ...built.value, warnings: [...missing, ...built.value.warnings] } });
}

/** Runs the command; where it fails or is interrupted, the component is what it was. */
async function runCommand(
  { onCommand, setting, signal }: BuildParts,
  tools: BuildTools,
  project: Project,
): Promise<Result<void, KamiError>> {
  const { folder, build, output } = project;
  using kept = keepOutput(project);
  mkdirSync(dirname(output), { recursive: true });
  onCommand(build.command);
  const env = setting.engine === '' ? {} : { KAMI_GUEST_ENGINE: setting.engine };
  const ran = await tools.runCommand({ command: build.command, folder, env }, signal);
  if (!ran.ok) kept.restore();
  return ran;
}

function unusableFolder({ folder }: Project, cause: unknown): KamiError {
  const code = fileErrorCode(cause);
  const path = cause instanceof Error && 'path' in cause ? String(cause.path) : folder;
  const isDenied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  const why = isDenied ? 'may not be used by this user' : 'cannot be used';
  const message = `The build needs ${JSON.stringify(path)}, which ${why} (${code}).`;
  return kamiError('KAMI_BUILD_FAILED', message, { cause });
}
