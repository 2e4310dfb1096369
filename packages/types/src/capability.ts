import type { SecretGrant } from './secret-grant.ts';

/**
 * A rule of the egress guard: which scheme, host and port may be reached, with which methods.
 * Text form `[METHODS ][scheme://]host[:port]`; https and its port unless said.
 */
export interface NetRule {
  /** Upper-case HTTP methods; empty means every method. */
  readonly methods: readonly string[];
  readonly scheme: 'http' | 'https';
  /** Lower-case ASCII host (IDNA), without the `*.`; an IPv6 address in brackets. */
  readonly host: string;
  /** True for `*.host`: any name below `host`, not `host` itself. */
  readonly subdomains: boolean;
  readonly port: number;
}

/** What a tool asks of the file system: nothing, mounted folders for reading, or a private folder as well. */
export type FsAccess = 'none' | 'read-only' | 'sandbox';

/** A host folder that the operator lends to a tool; the guest sees it as `/mnt/NAME`. */
export interface Mount {
  /** `^[a-z0-9][a-z0-9_-]{0,31}$`. */
  readonly name: string;
  /** Absolute path of the folder on the host. Never shown to the guest. */
  readonly hostPath: string;
  readonly mode: 'ro' | 'rw';
}

/** One thing a tool may be allowed to do. */
export type Capability =
  | { readonly kind: 'net'; readonly rule: NetRule }
  | { readonly kind: 'mount'; readonly mount: Mount }
  | { readonly kind: 'private-folder' }
  | { readonly kind: 'env'; readonly key: string }
  | { readonly kind: 'secret'; readonly grant: SecretGrant };

/** The kinds of authority by which facts and denials are grouped. */
export type CapabilityKind = 'network' | 'files' | 'environment' | 'secrets' | 'clock' | 'randomness';

/** Everything a tool is allowed: the operator's grant. What is not in it is denied. */
export interface Permission {
  readonly net: readonly NetRule[];
  readonly mounts: readonly Mount[];
  /** Whether the tool has its private folder `/data`. */
  readonly privateFolder: boolean;
  /** Environment variables of the host, by name, that the tool may read. */
  readonly env: readonly string[];
  /** What the tool may do with secrets; absent: nothing. */
  readonly secrets?: readonly SecretGrant[];
}

/** The permission that allows nothing. */
export const NO_PERMISSION: Permission = { net: [], mounts: [], privateFolder: false, env: [] };
