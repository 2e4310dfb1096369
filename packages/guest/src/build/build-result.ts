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

/** A failure as lines for a terminal: `file:line:column: message`, then the line of source. */
export function formatBuildFailure(failure: BuildFailure): string {
  return failure.problems
    .map(({ message, position, sourceLine }) => {
      const where = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
      return `${where}${message}${sourceLine === undefined ? '' : `\n    ${sourceLine.trim()}`}`;
    })
    .join('\n');
}
