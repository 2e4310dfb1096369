import { detach } from '@kami/types';
import type { Logger as PinoLogger } from 'pino';

/** Levels of KAMI's own log, least severe first. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** One of {@link LOG_LEVELS}, or `silent`. */
export type LogThreshold = (typeof LOG_LEVELS)[number] | 'silent';

/** KAMI's log on standard error. */
export interface Logger {
  log(level: (typeof LOG_LEVELS)[number], message: string, data?: Readonly<Record<string, unknown>>): void;
}

/** Makes a logger that loads pino when the first line at or above the threshold is written: start-up does not pay for it. */
export function createLogger(threshold: LogThreshold): Logger {
  let loading: Promise<PinoLogger> | undefined;
  const least = threshold === 'silent' ? LOG_LEVELS.length : LOG_LEVELS.indexOf(threshold);
  const load = async (): Promise<PinoLogger> => {
    const { pino, destination } = await import('pino');
    return pino({ name: 'kami', level: threshold }, destination({ dest: 2, sync: true }));
  };
  return {
    log(level, message, data = {}) {
      if (LOG_LEVELS.indexOf(level) < least) return;
      loading ??= load();
      detach(loading.then((logger) => logger[level](data, message)));
    },
  };
}
