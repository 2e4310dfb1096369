export * from './execution-context.ts';
export * from './executor.ts';
export * from './tool-host.ts';
