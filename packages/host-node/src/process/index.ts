export * from '../watchdog/watchdog.ts';
export * from './detect-walls.ts';
export * from './executor.ts';
export * from '../walls/probe/attack-walls.ts';
export * from '../walls/probe/targets.ts';
export * from '../walls/probe/test-walls.ts';
export { wallRemedy } from '../walls/missing-wall.ts';
export { executorCommand } from '../launch/executor-command.ts';
export type { ExecutorWall } from '../walls/sandbox.ts';
