export { binPath } from './bin-path.ts';
export { runBuildCommand, type BuildCommand } from './run-build-command.ts';
export { runTestRunner, type TestRun } from './run-test-runner.ts';
