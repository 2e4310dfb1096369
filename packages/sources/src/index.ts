export * from './create-tool-fetcher.ts';
export * from './http/http-client.ts';
export { opensPrivateHost, type NamedHosts } from './http/host-rules.ts';
export * from './oci/create-oci-registry.ts';
export type { SessionParts } from './oci/registry-session.ts';
