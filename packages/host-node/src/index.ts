export * from './egress/egress.ts';
export type { ProxyAddress } from './egress/proxy-tunnel.ts';
export { resolveByServers, type ResolveHost } from './egress/resolve-host.ts';
export * from './jail/file-jail.ts';
export * from './private-folder/private-folders.ts';
export * from './source/tool-source.ts';
export { createFileComponentStore } from './component-store/file-component-store.ts';
export * from './component-store/sha256.ts';
export * from './prepare/create-preparer.ts';
