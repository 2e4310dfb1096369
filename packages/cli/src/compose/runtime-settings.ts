import type { KamiConfig } from '@kami/config';
import type { RuntimeSettings } from '@kami/runtime';

/**
 * The part of its processor time that an executor may work before it is replaced: the last call, and the engine's threads
 * beside each, still fit into the rest.
 */
const WORK_PART = 0.25;

/** The runtime's settings: for a server as configured, for one call without spare, stock or queue. */
export function runtimeSettings(config: KamiConfig, purpose: 'call' | 'serve'): RuntimeSettings {
  const isServer = purpose === 'serve';
  return {
    maxProcesses: isServer ? config.pool.maxProcesses : 1,
    spare: isServer && config.pool.spare,
    executorsPerTool: config.pool.executorsPerTool,
    idleTimeoutMs: config.pool.idleTimeoutMs,
    recycleCalls: config.pool.recycleCalls,
    recycleWorkMs: config.limits.cpuSeconds * 1000 * WORK_PART,
    recycleMemoryMb: config.pool.recycleMemoryMb,
    isolation: config.pool.isolation,
    stock: isServer ? config.pool.stock : 0,
    maxWaiting: config.queue.maxWaiting,
    maxWaitMs: config.queue.maxWaitMs,
    startupDeadlineMs: config.limits.startupDeadlineMs,
    listPollMs: config.serve.listPollMs,
  };
}
