export * from './check-database.ts';
export * from './installed-tools.ts';
export * from './keep-copy.ts';
export { bringForward, replaceDatabase } from './replace-database.ts';
export * from './shred-payloads.ts';
export * from './stored-names.ts';
