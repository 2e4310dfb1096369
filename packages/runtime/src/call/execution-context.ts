import type { ClientFeature } from '@kami/protocol';
import type { TraceContext } from '@kami/types';

/**
 * Priority of a call, served strictly in this order. P0: a person waits at a terminal; P1: a client's call; P2 and P3:
 * work that nobody waits for. Never taken from a client, which would choose the highest.
 */
export type Priority = 'P0' | 'P1' | 'P2' | 'P3';

/** How host calls of a call are answered. */
export type ExecutionMode = 'live' | 'record' | 'replay' | 'simulate';

/** Everything a call carries beside the tool and its arguments. */
export interface ExecutionContext {
  /** KAMI's own id of the call (UUIDv7); never a JSON-RPC id. */
  readonly callId: string;
  /** Who calls: `cli:<uid>`, `stdio`, `token:<id>`. Executors are not shared between principals. */
  readonly principal: string;
  /** What the client says of itself. */
  readonly claimedClient?: string;
  readonly session?: string;
  readonly workspace: string;
  readonly trace: TraceContext;
  readonly priority: Priority;
  /** Milliseconds from dispatch; never longer than the tool's limit. */
  readonly timeoutMs?: number;
  readonly idempotencyKey?: string;
  readonly labels: readonly string[];
  /** 1 for the first try. */
  readonly attempt: number;
  readonly parentCall?: string;
  readonly mode: ExecutionMode;
  readonly client: readonly ClientFeature[];
}
