import type { LogLevel } from '@kami/protocol';
import type { CallObserver } from '@kami/runtime';
import type { App } from '../app.ts';
import type { StackMapper } from '../building/map-stack.ts';
import { thrownByTool, type ThrownByTool } from '../building/thrown-by-tool.ts';
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

/** An observer at a terminal that a tool may ask questions at. */
export interface TerminalObserver extends CallObserver, Disposable {
  /** Takes the progress away until there is more of it: drawn again, a tool's words would stand in a question's place. */
  readonly hide: () => void;
  /** What the tool threw last without meaning to, where that is known in its author's files. */
  readonly thrown: () => ThrownByTool | undefined;
}

/** Shows a call's progress on a terminal, in one line, and passes the tool's log on, with places as `mapStack` gives them. */
export function callObserver(
  app: Pick<App, 'console' | 'stderr' | 'log'>,
  mapStack?: StackMapper,
): TerminalObserver {
  const mapped = mapStack ?? ((text: string): string => text);
  let thrown: ThrownByTool | undefined;
  let shown: ReturnType<typeof createProgress> | undefined;
  const hide = (): void => {
    shown?.[Symbol.dispose]();
    shown = undefined;
  };
  return {
    hide,
    thrown: () => thrown,
    progress(done, total, message) {
      shown ??= createProgress(app.console, app.stderr);
      const share = total === undefined ? String(done) : `${Math.round((done / total) * 100)} %`;
      const said = message === undefined ? share : `${share} ${message.replaceAll(/\s+/gu, ' ')}`;
      shown.step(terminalText(said));
    },
    log(level, message, data) {
      const found = mapStack && thrownByTool(message, data, mapStack);
      thrown = found ?? thrown;
      app.log.log(
        // It is shown with the answer.
        found === undefined ? LEVELS[level] : 'debug',
        terminalText(mapped(message)),
        data === undefined ? {} : { data: terminalText(mapped(data)) },
      );
    },
    [Symbol.dispose]: hide,
  };
}
