/**
 * Threat: one tool's request travels over another's connection, with what that one has proven on it; or
 * connections outlive the tool they were opened for. Rule: a pool serves one tool, one set of grants and one
 * principal; it ends when none of their requests was open for as long as a connection is kept.
 */
import { detach } from '@kami/types';
import { IDLE_CONNECTION_MS } from './egress-bounds.ts';
import type { ToolClient } from './tool-client.ts';

/** A pool that is in use until it is given back. */
export interface PoolLease extends Disposable {
  readonly client: Promise<ToolClient>;
}

/** Connection pools by name. Disposing ends all of them. */
export interface EgressPools extends AsyncDisposable {
  /** The pool of this name, opened where there is none. */
  borrow(name: string): PoolLease;
}

interface Pool {
  readonly client: Promise<ToolClient>;
  leases: number;
  idle: NodeJS.Timeout | undefined;
}

/** Makes a table without pools; `open` makes a pool. */
export function createEgressPools(open: () => Promise<ToolClient>): EgressPools {
  const pools = new Map<string, Pool>();
  const end = async ({ client, idle }: Pool): Promise<void> => {
    clearTimeout(idle);
    const [opened] = await Promise.allSettled([client]);
    if (opened.status === 'fulfilled') await opened.value.destroy();
  };
  return {
    borrow(name) {
      const pool = pools.get(name) ?? { client: open(), leases: 0, idle: undefined };
      pools.set(name, pool);
      clearTimeout(pool.idle);
      pool.leases += 1;
      let given = false;
      return {
        client: pool.client,
        [Symbol.dispose]() {
          if (given) return;
          given = true;
          pool.leases -= 1;
          if (pool.leases > 0 || pools.get(name) !== pool) return;
          pool.idle = setTimeout(() => {
            pools.delete(name);
            detach(end(pool));
          }, IDLE_CONNECTION_MS);
          pool.idle.unref();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map(end));
    },
  };
}
