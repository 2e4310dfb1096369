import { detach } from '@kami/types';
import type { Logger as PinoLogger } from 'pino';

/** Levels of KAMI's own log, least severe first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** One of {@link LOG_LEVELS}. */
export type LogSeverity = (typeof LOG_LEVELS)[number];

/** What is logged, and how. */
export interface LoggerOptions {
  /** The least severe level that is written, or `silent`. */
  readonly level: LogSeverity | 'silent';
  /** Lines for people, or one JSON object a line. */
  readonly pretty: boolean;
}

/** KAMI's log on standard error. */
export interface Logger {
  log(level: LogSeverity, message: string, data?: Readonly<Record<string, unknown>>): void;
  /** Resolves when everything logged so far is written. */
  flush(): Promise<void>;
}

/** Makes a logger that loads pino when the first line at or above its level is written: start-up does not pay for it. */
export function createLogger({ level: threshold, pretty }: LoggerOptions): Logger {
  let loading: Promise<PinoLogger> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const least = threshold === 'silent' ? LOG_LEVELS.length : LOG_LEVELS.indexOf(threshold);
  return {
    log(level, message, data = {}) {
      if (LOG_LEVELS.indexOf(level) < least) return;
      loading ??= loadPino(threshold, pretty);
      last = loading.then((logger) => logger[level](data, message));
      detach(last);
    },
    async flush() {
      await last;
    },
  };
}

async function loadPino(level: string, pretty: boolean): Promise<PinoLogger> {
  const { pino, destination, stdSerializers } = await import('pino');
  const serializers = { error: stdSerializers.err };
  if (!pretty) return pino({ name: 'kami', level, serializers }, destination({ dest: 2, sync: true }));
  const { build } = await import('pino-pretty');
  return pino(
    { level, serializers },
    build({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l' }),
  );
}
