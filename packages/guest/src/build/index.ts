export { formatBuildFailure } from './build-result.ts';
export type { BuildFailure, BuildProblem, BuildResult, BuildStage, SourcePosition } from './build-result.ts';
export { buildTool } from './build-tool.ts';
export type { BuildToolOptions, BuiltTool } from './build-tool.ts';
export { runGuestCommand } from './command.ts';
export { readProject } from './read-project.ts';
export { parseEngine } from './engine.ts';
export type { Engine } from './engine.ts';
