export * from '../watchdog/watchdog.ts';
export * from './detect-walls.ts';
export * from './executor.ts';
