/**
 * Tests of a tool in KAMI's sandbox, from any test runner: `openTool` runs the built component in the processes, walls and
 * limits that it has when an operator runs it, with folders, secrets, a clock, a seed and answers of the test's own.
 */
export { openTool } from './open-tool.ts';
export type { GivenGrants, OpenToolOptions, TestLimits } from './open-options.ts';
export { recorded } from './recorded.ts';
export type { Recording, RecordMode } from './recorded.ts';
export { KamiTestError } from './kami-test-error.ts';
export type { KamiTestErrorCode } from './kami-test-error.ts';
export type { PathLike } from './find-tool-folder.ts';
export type { FileContent, FileTree, LentFolder } from './lent-folders.ts';
export type { TestClock } from './test-clock.ts';
export type { TestFiles } from './test-files.ts';
export type { CallArguments, CallOptions, ToolUnderTest } from './tool-under-test.ts';
export type {
  AnswerBlock,
  CallError,
  CallResult,
  CallUsage,
  Denial,
  LogLine,
  ProgressReport,
} from './call-result.ts';
