import type { KamiConfig } from '@kami/config';
import type { RuntimeSettings } from '@kami/runtime';

/** The runtime's settings: for a server as configured, for one call without spare, stock or queue. */
export function runtimeSettings(config: KamiConfig, purpose: 'call' | 'serve'): RuntimeSettings {
  const isServer = purpose === 'serve';
  return {
    maxProcesses: isServer ? config.pool.max_processes : 1,
    spare: isServer && config.pool.spare,
    idleTimeoutMs: config.pool.idle_timeout_ms,
    recycleCalls: config.pool.recycle_calls,
    stock: isServer ? 2 : 0,
    maxWaiting: config.queue.max_waiting,
    maxWaitMs: config.queue.max_wait_ms,
    startupDeadlineMs: config.limits.startup_deadline_ms,
    listPollMs: config.serve.list_poll_ms,
  };
}
