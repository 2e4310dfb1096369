import type { Asker } from '@kami/runtime';
import type { ServerContext } from '@modelcontextprotocol/server';

/** How the work behind one request reaches its client, over as many requests as that takes. */
export interface ClientLine {
  readonly asker: Asker;
  /** Fires when the client withdraws, or is gone. */
  readonly signal: AbortSignal;
  /** The request that the client waits for at this moment; nothing while it has a question to answer. */
  readonly request: () => ServerContext | undefined;
}
