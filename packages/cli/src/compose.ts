import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  formatSettingSource,
  loadConfig,
  readDefaults,
  type EffectiveConfig,
  type FlagSetting,
} from '@kami/config';
import type { EarlyProcess } from '@kami/host-node/launch';
import { systemClock, systemRandom } from '@kami/host-node/system';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App } from './app.ts';
import { createLogger } from './compose/logger.ts';
import { programFiles } from './compose/program-files.ts';
import { createServices } from './compose/services.ts';
import { findHome, homePaths } from './home/home-paths.ts';
import { isUnmade, makeHome } from './home/make-home.ts';
import type { Console } from './output/console.ts';
import type { GlobalFlags } from './program.ts';

/** What a command line gives to put KAMI together from. */
export interface ComposeOptions {
  readonly flags: GlobalFlags;
  readonly console: Console;
  readonly signal: AbortSignal;
  /** Address of the main module. */
  readonly entry: string;
  readonly version: string;
  /** An executor that was started already. */
  readonly early?: EarlyProcess | undefined;
  /** A home that is not made yet stays unmade: the command asks for it late, if at all. */
  readonly leavesHome?: boolean;
  /** The home in the place of the user's. */
  readonly home?: string;
  /** Called when nobody reads standard output and the process should end without waiting for it. */
  readonly abandonOutput?: () => void;
}

/** The composition root: settings first, every adapter when a command asks for it. Errors: home or settings unusable. */
export async function composeApp(options: ComposeOptions): Promise<Result<App, KamiError>> {
  const { flags, console, signal, version } = options;
  const paths = homePaths(options.home ?? findHome(flags.home, process.env, process.platform));
  const files = programFiles(options.entry);
  const config = await loadConfig({
    home: paths.root,
    env: process.env,
    flags: flagSettings(flags),
    defaults: readDefaults(readFileSync(files.defaults, 'utf8')),
  });
  if (!config.ok) return config;
  if (options.leavesHome !== true || !isUnmade(paths)) {
    const made = makeHome(paths);
    if (!made.ok) return made;
  }
  const { values, settings } = config.value;
  const profiles = new Map(
    [...config.value.profiles].map(([name, { tools, source }]) => [
      name,
      { tools, source: formatSettingSource(source) },
    ]),
  );
  const log = createLogger({ level: values.log.level, pretty: isPretty(config.value) });
  const clock = systemClock();
  const random = systemRandom();
  const actor = `cli:${process.getuid?.() ?? 0}`;
  const services = createServices({
    config: values,
    trust: config.value.trust,
    paths,
    files,
    log,
    clock,
    random,
    signal,
    version,
    console,
    actor,
    early: options.early,
    abandonOutput: options.abandonOutput ?? (() => undefined),
    ownPorts: new Set(),
  });
  return ok({
    console,
    stdout: process.stdout,
    stderr: process.stderr,
    json: flags.json === true,
    paths,
    clock,
    random,
    actor,
    signal,
    version,
    log,
    config: values,
    settings: [
      ...settings.map((setting) => ({ ...setting, source: formatSettingSource(setting.source) })),
      ...[...profiles].map(([name, { tools, source }]) => ({
        key: `profiles.${name}.tools`,
        value: tools.join(' '),
        source,
      })),
      ...trustLines(config.value),
    ],
    profiles,
    program: fileURLToPath(options.entry),
    templates: fileURLToPath(files.templates),
    ...services,
  });
}

function trustLines({ trust }: EffectiveConfig): App['settings'] {
  return trust.flatMap(({ name, sources, mode, keys, identities, source }) =>
    [
      ['sources', sources.join(' ')],
      ['signatures', mode],
      ['keys', keys.join(' ')],
      ['identities', identities.map(({ issuer, subject }) => `${subject} (by ${issuer})`).join(', ')],
    ].map(([key, value = '']) => ({
      key: `trust.${name}.${key}`,
      value,
      source: formatSettingSource(source),
    })),
  );
}

function flagSettings({ logLevel }: GlobalFlags): readonly FlagSetting[] {
  return logLevel === undefined ? [] : [{ key: 'log.level', flag: '--log-level', value: logLevel }];
}

function isPretty({ values }: EffectiveConfig): boolean {
  return values.log.format === 'pretty' || (values.log.format === 'auto' && process.stderr.isTTY);
}
