/** How a setting is checked. The order is the order of `kami config`. */
export type SettingForm =
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Text, or a list of texts, each of one form; `expected` says the form in words. */
  | { readonly kind: 'text' | 'texts'; readonly form: RegExp; readonly expected: string };

const HOST = String.raw`(?:[A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\])`;

const HOST_AT = new RegExp(String.raw`^${HOST}(?::\d{1,5})?$`, 'u');

/** Every setting of KAMI by `section.key`: one entry each in `config/default.toml`. */
export const SETTINGS: Readonly<Record<SettingKey, SettingForm>> = {
  'log.level': { kind: 'choice', choices: ['trace', 'debug', 'info', 'warn', 'error', 'silent'] },
  'log.format': { kind: 'choice', choices: ['auto', 'pretty', 'json'] },
  'pool.executors_per_tool': { kind: 'integer', minimum: 0, maximum: 64 },
  'pool.max_processes': { kind: 'integer', minimum: 0, maximum: 256 },
  'pool.isolation': { kind: 'choice', choices: ['shared', 'process'] },
  'pool.idle_timeout_ms': { kind: 'integer', minimum: 0, maximum: 86_400_000 },
  'pool.recycle_calls': { kind: 'integer', minimum: 1, maximum: 1_000_000_000 },
  'pool.recycle_memory_mb': { kind: 'integer', minimum: 1, maximum: 65_536 },
  'pool.spare': { kind: 'boolean' },
  'pool.stock': { kind: 'integer', minimum: 0, maximum: 8 },
  'queue.max_waiting': { kind: 'integer', minimum: 0, maximum: 65_536 },
  'queue.max_wait_ms': { kind: 'integer', minimum: 1, maximum: 3_600_000 },
  'files.jail': { kind: 'choice', choices: ['auto', 'walk', 'copy'] },
  'sandbox.walls': { kind: 'choice', choices: ['auto', 'process'] },
  'sandbox.require': {
    kind: 'texts',
    form: /^(?:process|bubblewrap|seccomp)$/u,
    expected: 'a list of process, bubblewrap, seccomp',
  },
  'network.ca_file': { kind: 'text', form: /^(?:\/.*)?$/u, expected: 'an absolute path, or nothing' },
  'network.dns': {
    kind: 'texts',
    form: /^(?:[0-9.]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?)$/u,
    expected: 'a list of addresses, each ADDRESS[:PORT] or [ADDRESS][:PORT]',
  },
  'network.proxy': {
    kind: 'text',
    form: new RegExp(String.raw`^(?:http://${HOST}:\d{1,5})?$`, 'u'),
    expected: 'http://HOST:PORT, or nothing',
  },
  'registry.private': { kind: 'texts', form: HOST_AT, expected: 'a list of hosts, each HOST[:PORT]' },
  'registry.plain_http': {
    kind: 'texts',
    form: /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/u,
    expected: 'a list of hosts of this machine, each localhost, 127.x.x.x or [::1] with :PORT',
  },
  'registry.token_realms': { kind: 'texts', form: HOST_AT, expected: 'a list of hosts, each HOST[:PORT]' },
  'secrets.store': { kind: 'choice', choices: ['auto', 'keyring', 'file'] },
  'signatures.policy': { kind: 'choice', choices: ['require', 'warn', 'off'] },
  'limits.cancel_grace_ms': { kind: 'integer', minimum: 0, maximum: 10_000 },
  'limits.cpu_seconds': { kind: 'integer', minimum: 1, maximum: 1_000_000 },
  'limits.memory_allowance_mb': { kind: 'integer', minimum: 64, maximum: 65_536 },
  'limits.prepare_deadline_ms': { kind: 'integer', minimum: 1000, maximum: 3_600_000 },
  'limits.startup_deadline_ms': { kind: 'integer', minimum: 100, maximum: 600_000 },
  'serve.max_message_kb': { kind: 'integer', minimum: 64, maximum: 1_048_576 },
  'serve.list_poll_ms': { kind: 'integer', minimum: 50, maximum: 60_000 },
  'serve.drain_ms': { kind: 'integer', minimum: 0, maximum: 600_000 },
  'serve.list_page': { kind: 'integer', minimum: 1, maximum: 10_000 },
  'serve.stall_ms': { kind: 'integer', minimum: 100, maximum: 3_600_000 },
  'ask.max_parked': { kind: 'integer', minimum: 0, maximum: 16 },
  'ask.wait_ms': { kind: 'integer', minimum: 1000, maximum: 600_000 },
  'ask.permissions': { kind: 'boolean' },
  'http.port': { kind: 'integer', minimum: 1, maximum: 65_535 },
  'http.max_sessions': { kind: 'integer', minimum: 1, maximum: 4096 },
  'http.session_idle_ms': { kind: 'integer', minimum: 1000, maximum: 86_400_000 },
  'http.max_concurrent': { kind: 'integer', minimum: 1, maximum: 4096 },
  'http.requests_per_second': { kind: 'integer', minimum: 1, maximum: 100_000 },
  'http.burst': { kind: 'integer', minimum: 1, maximum: 1_000_000 },
  'http.max_connections': { kind: 'integer', minimum: 1, maximum: 65_536 },
  'http.headers_timeout_ms': { kind: 'integer', minimum: 100, maximum: 600_000 },
  'http.request_timeout_ms': { kind: 'integer', minimum: 100, maximum: 600_000 },
  'events.group_ms': { kind: 'integer', minimum: 1, maximum: 10_000 },
  'events.group_size': { kind: 'integer', minimum: 1, maximum: 4096 },
};

/** The name of a setting: `section.key` as in the file. */
export type SettingKey =
  | 'log.level'
  | 'log.format'
  | 'pool.executors_per_tool'
  | 'pool.max_processes'
  | 'pool.isolation'
  | 'pool.idle_timeout_ms'
  | 'pool.recycle_calls'
  | 'pool.recycle_memory_mb'
  | 'pool.spare'
  | 'pool.stock'
  | 'queue.max_waiting'
  | 'queue.max_wait_ms'
  | 'files.jail'
  | 'sandbox.walls'
  | 'sandbox.require'
  | 'network.ca_file'
  | 'network.dns'
  | 'network.proxy'
  | 'registry.private'
  | 'registry.plain_http'
  | 'registry.token_realms'
  | 'secrets.store'
  | 'signatures.policy'
  | 'limits.cancel_grace_ms'
  | 'limits.cpu_seconds'
  | 'limits.memory_allowance_mb'
  | 'limits.prepare_deadline_ms'
  | 'limits.startup_deadline_ms'
  | 'serve.max_message_kb'
  | 'serve.list_poll_ms'
  | 'serve.drain_ms'
  | 'serve.list_page'
  | 'serve.stall_ms'
  | 'ask.max_parked'
  | 'ask.wait_ms'
  | 'ask.permissions'
  | 'http.port'
  | 'http.max_sessions'
  | 'http.session_idle_ms'
  | 'http.max_concurrent'
  | 'http.requests_per_second'
  | 'http.burst'
  | 'http.max_connections'
  | 'http.headers_timeout_ms'
  | 'http.request_timeout_ms'
  | 'events.group_ms'
  | 'events.group_size';

/** A value of a setting. */
export type SettingValue = string | number | boolean | readonly string[];

/** Every setting's name, in order. */
export const SETTING_KEYS: readonly SettingKey[] = Object.keys(SETTINGS).filter(isSettingKey);

/** Whether a text names a setting. */
export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(SETTINGS, text);
}

/** The variable that sets a setting: `KAMI_SECTION_KEY`. */
export function variableOf(key: SettingKey): string {
  return `KAMI_${key.replace('.', '_').toUpperCase()}`;
}
