export * from './process/detect-walls.ts';
export * from './process/executor.ts';
export * from './system-clock.ts';
export * from './system-random.ts';
export * from './watchdog/watchdog.ts';
export { createFileComponentStore } from './component-store/file-component-store.ts';
export * from './prepare/create-preparer.ts';
