export type { Channel } from './channel.ts';
export { OFFERED_INTERFACES } from './imports.ts';
export type { CodeLoader, Evaluate } from './loaded-component.ts';
export { runExecutor, type ExecutorSetup } from './run-executor.ts';
