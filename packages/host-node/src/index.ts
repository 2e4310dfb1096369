export * from './egress/egress.ts';
export type { ResolveHost } from './egress/guarded-connector.ts';
export * from './jail/file-jail.ts';
export * from './private-folder/private-folders.ts';
export * from './secrets/secret-vault.ts';
export * from './source/tool-source.ts';
export { createFileComponentStore } from './component-store/file-component-store.ts';
export * from './component-store/sha256.ts';
export * from './prepare/create-preparer.ts';
