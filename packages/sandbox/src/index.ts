export * from './ports/egress.ts';
export * from './ports/file-jail.ts';
export * from './ports/secret-store.ts';
