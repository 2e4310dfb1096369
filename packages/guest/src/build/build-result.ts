import { join } from 'node:path';

/** A place in the author's source; line and column begin at 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One reason why a build failed. */
export interface BuildProblem {
  readonly message: string;
  readonly position?: SourcePosition;
  /** The line of source at the position. */
  readonly sourceLine?: string;
}

/**
 * Where a build failed: `config` the manifest or the options, `bundle` the sources and their
 * imports, `evaluate` running the entry module once (tools are defined then), `component`
 * putting the component together, `write` the output file.
 */
export type BuildStage = 'config' | 'bundle' | 'evaluate' | 'component' | 'write';

/** Why a build failed. */
export interface BuildFailure {
  readonly stage: BuildStage;
  readonly problems: readonly BuildProblem[];
}

/** A value, or why there is none. */
export type BuildResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: BuildFailure };

/** A failed result with one problem. */
export function buildFailure(
  stage: BuildStage,
  message: string,
  position?: SourcePosition,
): BuildResult<never> {
  return {
    ok: false,
    error: { stage, problems: [position === undefined ? { message } : { message, position }] },
  };
}

/** Characters that make a terminal do something. What an entry module throws may hold them. */
// oxlint-disable-next-line no-control-regex -- they are what is meant
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A failure as lines for a terminal: `file:line:column: message`, then the line of source. Files are shown below `from`, the
 * folder of the entry module.
 */
export function formatBuildFailure({ problems }: BuildFailure, from = ''): string {
  const lines = problems.map(({ message, position, sourceLine }) => {
    const where =
      position === undefined ? '' : `${join(from, position.file)}:${position.line}:${position.column}: `;
    return `${where}${message}${sourceLine === undefined ? '' : `\n    ${sourceLine.trim()}`}`;
  });
  return lines.join('\n').replaceAll(CONTROLS, '\ufffd');
}
