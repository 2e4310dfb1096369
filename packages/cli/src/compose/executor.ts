import {
  createExecutor,
  createWatchdog,
  keepExecutorCode,
  type Watchdog,
  type WatchdogStart,
} from '@kami/host-node/process';
import type { Executor } from '@kami/runtime';
import { detach } from '@kami/types';
import { executorProgram } from './executor-program.ts';
import type { ServiceParts } from './service-parts.ts';

/** What starts executors, and the watchdog that it needs until it is used no more. */
export interface ComposedExecutor {
  readonly executor: Executor;
  readonly watchdog: Watchdog;
}

/** Puts what starts executors together, as the configuration says. Their program is compiled meanwhile, the first time. */
export function composeExecutor(parts: ServiceParts, start: WatchdogStart): ComposedExecutor {
  const { config, files, log } = parts;
  const { cpuSeconds, cancelGraceMs, memoryAllowanceMb, startupDeadlineMs } = config.limits;
  const program = executorProgram(files);
  const { code } = program;
  if (code !== undefined) detach(keepExecutorCode({ ...program, code }));
  const watchdog = createWatchdog(files.watchdog, start);
  const executor = createExecutor({
    ...program,
    watchdog,
    cpuSeconds,
    cancelGraceMs,
    memoryAllowanceMb,
    startupDeadlineMs,
    isLast: start === 'when-needed',
    ...config.sandbox,
    ...(parts.early === undefined ? {} : { early: parts.early }),
    onWeaker: () =>
      log.log('warn', 'bubblewrap does not work here: tools run behind the process wall alone', {
        remedy: 'kami doctor',
      }),
  });
  return { executor, watchdog };
}
