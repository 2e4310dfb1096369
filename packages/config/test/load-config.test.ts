import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  formatSettingSource,
  isSettingKey,
  loadConfig,
  parseDefaults,
  SETTING_KEYS,
  type ConfigSources,
  type EffectiveConfig,
} from '@kami/config';
import type { KamiError, Result } from '@kami/types';
import { checkSettings } from '../src/check-settings.ts';
import { parseTomlSettings } from '../src/toml-settings.ts';

const DEFAULTS = readFileSync(new URL('../../../config/default.toml', import.meta.url), 'utf8');

const parsed = parseDefaults(DEFAULTS);
const defaults = parsed.ok ? parsed.value : {};

describe('config/default.toml', () => {
  const read = parseTomlSettings(DEFAULTS, 'default.toml', () => ({ kind: 'default' }));

  it('holds every setting once, in order, and passes the schema', () => {
    expect(read.ok && read.value.map(({ key }) => key)).toEqual(SETTING_KEYS);
    expect(read.ok && checkSettings(read.value).ok).toBe(true);
  });

  it('says what each setting is in a comment above it', () => {
    const lines = DEFAULTS.split('\n');
    const settings = lines.flatMap((line, index) =>
      /^[a-z_]+ = /u.test(line) ? [lines[index - 1] ?? ''] : [],
    );
    expect(settings).toHaveLength(SETTING_KEYS.length);
    for (const above of settings) expect(above).toMatch(/^# /u);
  });
});

describe('loadConfig', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'kami-config-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));
  const load = (change: Partial<ConfigSources> = {}): Promise<Result<EffectiveConfig, KamiError>> =>
    loadConfig({ home, env: {}, flags: [], defaults, ...change });
  const effective = async (change: Partial<ConfigSources> = {}): Promise<EffectiveConfig> => {
    const loaded = await load(change);
    if (!loaded.ok) throw new Error(loaded.error.message);
    return loaded.value;
  };

  it('gives the defaults where nothing else is said', async () => {
    const { values, settings } = await effective({
      env: { KAMI_HOME: '/x', PATH: '/bin', KAMI_TOKEN_FILE: 'x' },
    });
    expect(values.log).toEqual({ level: 'warn', format: 'auto' });
    expect(values.events).toEqual({ groupMs: 50, groupSize: 256 });
    expect(values.pool.maxProcesses).toBeGreaterThanOrEqual(4);
    expect(values.pool.spare).toBe(true);
    expect(settings.map(({ key }) => key)).toEqual(SETTING_KEYS);
    expect(settings.every(({ source }) => source.kind === 'default')).toBe(true);
  });

  it('puts the file before the defaults, a variable before the file, a flag before all', async () => {
    writeFileSync(
      join(home, 'config.toml'),
      '# mine\n[log]\nlevel = "info"\nformat = "json"\n[queue]\nmax_waiting = 0\n',
    );
    const { values, settings } = await effective({
      env: {
        KAMI_LOG_LEVEL: 'error',
        KAMI_LOG_FORMAT: 'pretty',
        KAMI_POOL_SPARE: '0',
        KAMI_POOL_MAX_PROCESSES: '7',
      },
      flags: [{ key: 'log.level', flag: '--log-level', value: 'debug' }],
    });
    expect(values.log).toEqual({ level: 'debug', format: 'pretty' });
    expect(values.queue.maxWaiting).toBe(0);
    expect(values.pool).toMatchObject({ spare: false, maxProcesses: 7 });
    const sources = new Map(settings.map(({ key, source }) => [key, formatSettingSource(source)]));
    expect(sources.get('log.level')).toBe('--log-level');
    expect(sources.get('log.format')).toBe('KAMI_LOG_FORMAT');
    expect(sources.get('queue.max_waiting')).toBe(`${join(home, 'config.toml')}:6`);
    expect(sources.get('queue.max_wait_ms')).toBe('default');
  });

  it('takes text and lists, in a variable with commas', async () => {
    writeFileSync(
      join(home, 'config.toml'),
      '[network]\nca_file = "/etc/ca.pem"\ndns = ["9.9.9.9", "[2620:fe::fe]:53"]\nproxy = "http://[::1]:3128"\n',
    );
    expect((await effective()).values.network).toEqual({
      caFile: '/etc/ca.pem',
      dns: ['9.9.9.9', '[2620:fe::fe]:53'],
      proxy: 'http://[::1]:3128',
    });
    const env = { KAMI_NETWORK_DNS: '9.9.9.9,127.0.0.1:5353', KAMI_NETWORK_PROXY: '' };
    const { network } = (await effective({ env })).values;
    expect(network).toMatchObject({ dns: ['9.9.9.9', '127.0.0.1:5353'], proxy: '' });
    expect((await effective({ env: { KAMI_NETWORK_DNS: '' } })).values.network.dns).toEqual([]);
  });

  it.each([
    ['an unknown key', '[log]\n\n levl = "info"', ':3: log.levl is no setting; did you mean log.level?'],
    ['an unknown section', '[logs]\nlevel = "info"', ':2: logs.level is no setting; did you mean log.level?'],
    ['a value without a section', 'level = "info"', ':1: level is no setting'],
    ['a wrong type', '[pool]\nspare = "yes"', ':2: pool.spare is "yes", expected true or false'],
    [
      'a number out of range',
      '[events]\ngroup_ms = 0',
      ':2: events.group_ms is 0, expected an integer from 1 to 10000',
    ],
    ['a float', '[events]\ngroup_ms = 50.0', ':2: events.group_ms is "50 (a float)", expected an integer'],
    ['a wrong choice', 'log.level = "loud"', ':1: log.level is "loud", expected trace, debug'],
    [
      'a proxy with a password',
      '[network]\nproxy = "http://u:p@proxy:3128"',
      ':2: network.proxy is "http://u:p@proxy:3128", expected http://HOST:PORT, or nothing',
    ],
    [
      'a text for a list',
      '[network]\ndns = "9.9.9.9"',
      ':2: network.dns is "9.9.9.9", expected a list of addresses',
    ],
    [
      'a name for an address',
      '[network]\ndns = ["dns.test"]',
      ':2: network.dns is an array, expected a list of addresses',
    ],
    [
      'a relative path',
      '[network]\nca_file = "ca.pem"',
      ':2: network.ca_file is "ca.pem", expected an absolute path',
    ],
    ['a deeper table', '[log.level]\nx = 1', ':1: log.level is a table'],
    ['a key of the prototype', '[__proto__]\nlevel = "info"', '__proto__.level is no setting'],
    ['broken TOML', '[log\nlevel = 1', 'config.toml:1:5: '],
  ])('refuses %s in the file with its line', async (_, text, message) => {
    writeFileSync(join(home, 'config.toml'), text);
    const loaded = await load();
    expect(loaded.ok ? 'accepted' : loaded.error.code).toBe('KAMI_CONFIG_INVALID');
    expect(!loaded.ok && loaded.error.message).toContain(message);
    expect(!loaded.ok && loaded.error.data?.['source']).toContain(join(home, 'config.toml'));
  });

  it.each([
    ['KAMI_LOG_LEVEL', 'loud', 'KAMI_LOG_LEVEL: log.level is "loud"'],
    ['KAMI_POOL_STOCK', '1.5', 'KAMI_POOL_STOCK: pool.stock is "1.5"'],
    ['KAMI_POOL_SPARE', 'maybe', 'KAMI_POOL_SPARE: pool.spare is "maybe"'],
    ['KAMI_POOL_SPARE', 'constructor', 'KAMI_POOL_SPARE: pool.spare is "constructor"'],
    [
      'KAMI_POOL_MAX_PROCESES',
      '4',
      'KAMI_POOL_MAX_PROCESES: pool.max_proceses is no setting; did you mean pool.max_processes?',
    ],
  ])('refuses the variable %s=%s', async (name, value, message) => {
    const loaded = await load({ env: { [name]: value } });
    expect(!loaded.ok && loaded.error.message).toContain(message);
  });

  it('answers every file without throwing', async () => {
    const pieces = fc.constantFrom(
      '[log]',
      '[pool]',
      'level',
      ' = ',
      '"info"',
      '\n',
      '1',
      '[',
      '{}',
      '.',
      '__proto__',
      '#',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 16 }), async (parts) => {
        writeFileSync(join(home, 'config.toml'), parts.join(''));
        const loaded = await load();
        if (!loaded.ok) expect(loaded.error.code).toBe('KAMI_CONFIG_INVALID');
      }),
    );
  });
});

describe('isSettingKey', () => {
  it('knows settings and nothing else', () => {
    expect(isSettingKey('log.level')).toBe(true);
    expect(isSettingKey('constructor')).toBe(false);
  });
});
