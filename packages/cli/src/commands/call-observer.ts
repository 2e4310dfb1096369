import type { LogLevel } from '@kami/protocol';
import type { CallObserver } from '@kami/runtime';
import type { App } from '../app.ts';
import { createProgress } from '../output/progress.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { LogSeverity } from '../compose/logger.ts';

/** KAMI's own level for each of a tool's. */
const LEVELS: { readonly [L in LogLevel]: LogSeverity } = {
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warning: 'warn',
  error: 'error',
  critical: 'error',
  alert: 'error',
  emergency: 'error',
};

/** Shows a call's progress on a terminal and passes the tool's log on. */
export function callObserver(app: App): CallObserver & Disposable {
  let shown: ReturnType<typeof createProgress> | undefined;
  return {
    progress(done, total, message) {
      shown ??= createProgress(app.console, app.stderr);
      const share = total === undefined ? String(done) : `${Math.round((done / total) * 100)} %`;
      shown.step(terminalText(message === undefined ? share : `${share} ${message}`));
    },
    log(level, message, data) {
      app.log.log(
        LEVELS[level],
        terminalText(message),
        data === undefined ? {} : { data: terminalText(data) },
      );
    },
    [Symbol.dispose]() {
      shown?.[Symbol.dispose]();
    },
  };
}
