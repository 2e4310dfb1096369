/**
 * Threat: a project brings a component that its sources do not make, with a stamp that says they do, so that whoever read the
 * sources and built them runs something else. Rule: a stamp counts for the very file that was there when it was written.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './project.ts';
import { makeStateFolder, stateFolder } from './state-folder.ts';
import { watchedFiles } from './watched-files.ts';

/** Form of the stamp: another form is no stamp. */
const FORM = 'kami-build/2';

/** What a build went by and what it made, as SHA-256 in hexadecimal. */
export interface BuildStamp {
  readonly inputs: string;
  readonly output: string;
  /** The component's file as the system knows it: no checkout and no archive can foretell it. */
  readonly file: string;
}

/** What a build goes by beside the files of its project. */
export interface BuildSetting {
  /** Version of KAMI. */
  readonly version: string;
  /** The engine that the SDK is told to build for; empty: its own choice. */
  readonly engine: string;
}

/** SHA-256 over the contents of all that a project's build reads, without `tool.toml`. Throws Node's file errors. */
export function sourceDigest(project: Pick<Project, 'folder' | 'build' | 'manifest'>): string {
  const hash = createHash('sha256');
  for (const name of watchedFiles(project)) {
    const bytes = readFileSync(join(project.folder, name));
    hash.update(`${name.length}:${name}${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}

/** SHA-256 over everything that decides what a build makes: the sources, the text of `tool.toml` and the setting. */
export function inputsDigest(sources: string, manifestText: string, setting: BuildSetting): string {
  const parts = [FORM, sources, setting.version, setting.engine, manifestText];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** SHA-256 of a file; nothing where it cannot be read. */
export function fileDigest(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}

/** Device, number and time of the last change (nanoseconds), which nobody can set; nothing where there is no file. */
function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}:${found.ctimeNs}`;
}

/** Whether what a project made last is what its inputs make: then there is nothing to build. */
export function isUpToDate({ folder, output }: Pick<Project, 'folder' | 'output'>, inputs: string): boolean {
  const stamp = readStamp(folder);
  return (
    stamp?.inputs === inputs && stamp.file === fileIdentity(output) && stamp.output === fileDigest(output)
  );
}

/** Remembers a build. Throws Node's file errors. */
export function writeStamp(
  { folder, output }: Pick<Project, 'folder' | 'output'>,
  made: Pick<BuildStamp, 'inputs' | 'output'>,
): void {
  const stamp: BuildStamp = { ...made, file: fileIdentity(output) ?? '' };
  const state = makeStateFolder(folder);
  const temporary = join(state, `build.${process.pid}.json`);
  writeFileSync(temporary, `${JSON.stringify({ form: FORM, ...stamp })}\n`);
  renameSync(temporary, join(state, 'build.json'));
}

function readStamp(folder: string): BuildStamp | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(join(stateFolder(folder), 'build.json'), 'utf8'));
    if (typeof read !== 'object' || read === null) return undefined;
    const { form, ...stamp } = { form: '', inputs: '', output: '', file: '', ...read };
    return form === FORM && isStamp(stamp) ? stamp : undefined;
  } catch {
    return undefined;
  }
}

function isStamp(stamp: { readonly [K in keyof BuildStamp]: unknown }): stamp is BuildStamp {
  return Object.values(stamp).every((field) => typeof field === 'string');
}
