import type {
  Convention,
  Digest,
  Permission,
  ToolDefinition,
  ToolFeatures,
  ToolId,
  ToolManifest,
  ToolName,
  ToolVersion,
} from '@kami/types';
import type { SignatureRecord } from './signature/judge-signature.ts';

/**
 * Whether a version may be called: `active` is the one that is listed and called, `held` waits for the operator's
 * approval, `earlier` was active until another took its place and is called only when its version is named.
 */
export type InstallationState = 'active' | 'held' | 'earlier';

/** Earlier versions that are kept of one tool; the oldest of more goes: a tool is updated for ever. */
export const MAX_EARLIER_VERSIONS = 5;

/** One version of a tool in a home. */
export interface InstalledTool {
  readonly id: ToolId;
  readonly name: ToolName;
  readonly version: ToolVersion;
  /** SHA-256 of the component. */
  readonly digest: Digest;
  /** SHA-256 over name, description, schemas and requested capabilities: what the operator approved. */
  readonly contractHash: Digest;
  /** Size of the component in bytes. */
  readonly size: number;
  readonly manifest: ToolManifest;
  readonly convention: Convention;
  /** Interfaces that the component imports and could use (types alone are none), with versions, as in its binary. */
  readonly imports: readonly string[];
  readonly definitions: readonly ToolDefinition[];
  /** Absent where it has functions alone. */
  readonly features?: ToolFeatures;
  readonly prepared: PreparedReference;
  readonly state: InstallationState;
  readonly permission: Permission;
  /** RFC 3339, UTC; empty for a tool that is called without being installed. */
  readonly installedAt: string;
  /** Where it came from, as the operator gave it. */
  readonly source: string;
  /** Who signed it; absent for a version that was installed before signatures were looked at. */
  readonly signature?: SignatureRecord;
}

/** Which prepared form belongs to an installation; verified by digest at every load. */
export interface PreparedReference {
  /** File name in the component's folder of the store; names the engine and the Node that made it. */
  readonly key: string;
  readonly digest: Digest;
}
