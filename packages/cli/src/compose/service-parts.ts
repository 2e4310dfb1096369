import type { KamiConfig, TrustTable } from '@kami/config';
import type { EarlyProcess } from '@kami/host-node/launch';
import type { Clock, Random } from '@kami/types';
import type { HomePaths } from '../home/home-paths.ts';
import type { Console } from '../output/console.ts';
import type { Logger } from './logger.ts';
import type { ProgramFiles } from './program-files.ts';

/** What the services of an app are made from. */
export interface ServiceParts {
  readonly config: KamiConfig;
  /** Whose signatures are accepted, by source. */
  readonly trust: readonly TrustTable[];
  readonly paths: HomePaths;
  readonly files: ProgramFiles;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly console: Console;
  /** Who KAMI acts for, for events. */
  readonly actor: string;
  readonly early: EarlyProcess | undefined;
  /** Ports that this process serves on. */
  readonly ownPorts: Set<number>;
  /** Says that nobody reads standard output: the process ends without waiting for it. */
  readonly abandonOutput: () => void;
}
