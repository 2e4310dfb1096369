export { binPath } from './bin-path.ts';
export { runBuildCommand, type BuildCommand } from './run-build-command.ts';
