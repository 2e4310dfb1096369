import type { Capability, Permission, ResourceLimits } from '@kami/types';
import type { CallSecrets } from './call-secrets.ts';
import type { ToolSubject } from '../policy/action.ts';

/** What the broker has to know of a call: from the host's own tables, never from a frame. */
export interface CallScope {
  readonly tool: ToolSubject;
  readonly permission: Permission;
  readonly limits: ResourceLimits;
  /** Absolute path of the tool's private folder on the host. */
  readonly privateFolder: string;
  /** Whether the tool's manifest asks for as much as this, so that a grant may give it. */
  readonly isGrantable: (capability: Capability) => boolean;
  /** Names the connections that this tool may use with these grants for this principal, and nobody else. */
  readonly connections: string;
  /** The secrets that the tool was granted, as they were when the call began; absent: it was granted none. */
  readonly secrets?: CallSecrets;
  /** Fires when the caller withdraws the call. */
  readonly signal: AbortSignal;
}
