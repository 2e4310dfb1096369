export * from './early-process.ts';
