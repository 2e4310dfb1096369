export { createFileComponentStore } from './file-component-store.ts';
export * from './sha256.ts';
