import type { KamiConfig } from './kami-config.ts';
import type { SettingKey, SettingValue } from './settings.ts';

/** Values of all settings, checked. */
export type SettingValues = ReadonlyMap<SettingKey, SettingValue>;

/** Walls that can be required; their names are part of the settings. */
const WALLS = ['process', 'bubblewrap', 'seccomp'] as const;

/** The typed configuration of checked values. Throws when a value is not of its form: they were not checked. */
export function buildConfig(values: SettingValues): KamiConfig {
  const number = (key: SettingKey): number => {
    const value = values.get(key);
    if (typeof value !== 'number') throw new Error(`the setting ${key} was not checked`);
    return value;
  };
  const one = <T extends string>(key: SettingKey, choices: readonly T[]): T => {
    const found = choices.find((choice) => choice === values.get(key));
    if (found === undefined) throw new Error(`the setting ${key} was not checked`);
    return found;
  };
  const text = (key: SettingKey): string => {
    const value = values.get(key);
    if (typeof value !== 'string') throw new Error(`the setting ${key} was not checked`);
    return value;
  };
  const texts = (key: SettingKey): readonly string[] => {
    const value = values.get(key);
    if (typeof value !== 'object') throw new Error(`the setting ${key} was not checked`);
    return value;
  };
  return {
    log: {
      level: one('log.level', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
      format: one('log.format', ['auto', 'pretty', 'json']),
    },
    pool: {
      executorsPerTool: number('pool.executors_per_tool'),
      maxProcesses: number('pool.max_processes'),
      isolation: one('pool.isolation', ['shared', 'process']),
      idleTimeoutMs: number('pool.idle_timeout_ms'),
      recycleCalls: number('pool.recycle_calls'),
      recycleMemoryMb: number('pool.recycle_memory_mb'),
      spare: values.get('pool.spare') === true,
      stock: number('pool.stock'),
    },
    queue: { maxWaiting: number('queue.max_waiting'), maxWaitMs: number('queue.max_wait_ms') },
    files: { jail: one('files.jail', ['auto', 'walk', 'copy']) },
    sandbox: {
      walls: one('sandbox.walls', ['auto', 'process']),
      require: WALLS.filter((wall) => texts('sandbox.require').includes(wall)),
    },
    network: {
      caFile: text('network.ca_file'),
      dns: texts('network.dns'),
      proxy: text('network.proxy'),
    },
    registry: {
      private: texts('registry.private'),
      plainHttp: texts('registry.plain_http'),
      tokenRealms: texts('registry.token_realms'),
    },
    secrets: { store: one('secrets.store', ['auto', 'keyring', 'file']) },
    signatures: { policy: one('signatures.policy', ['require', 'warn', 'off']) },
    limits: {
      cancelGraceMs: number('limits.cancel_grace_ms'),
      cpuSeconds: number('limits.cpu_seconds'),
      memoryAllowanceMb: number('limits.memory_allowance_mb'),
      prepareDeadlineMs: number('limits.prepare_deadline_ms'),
      startupDeadlineMs: number('limits.startup_deadline_ms'),
    },
    serve: {
      maxMessageKb: number('serve.max_message_kb'),
      listPollMs: number('serve.list_poll_ms'),
      drainMs: number('serve.drain_ms'),
      listPage: number('serve.list_page'),
      stallMs: number('serve.stall_ms'),
    },
    ask: {
      maxParked: number('ask.max_parked'),
      waitMs: number('ask.wait_ms'),
      permissions: values.get('ask.permissions') === true,
    },
    http: {
      port: number('http.port'),
      maxSessions: number('http.max_sessions'),
      sessionIdleMs: number('http.session_idle_ms'),
      maxConcurrent: number('http.max_concurrent'),
      requestsPerSecond: number('http.requests_per_second'),
      burst: number('http.burst'),
      maxConnections: number('http.max_connections'),
      headersTimeoutMs: number('http.headers_timeout_ms'),
      requestTimeoutMs: number('http.request_timeout_ms'),
    },
    events: { groupMs: number('events.group_ms'), groupSize: number('events.group_size') },
  };
}
