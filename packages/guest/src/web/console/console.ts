import log from 'kami:host/log@0.1.0';
import { formatValues } from './format-values.ts';
import { hostIsThere } from '../../runtime/phase.ts';

/** A function that writes a line. */
export type Write = (...values: unknown[]) => void;

/** What stands before each line: the groups that are open. */
export const indentation: string[] = [];

const at =
  (level: 'debug' | 'info' | 'warning' | 'error'): Write =>
  (...values) => {
    if (!hostIsThere()) return;
    const before = indentation.join('');
    const text = formatValues(values);
    log.write(level, before === '' ? text : text.replace(/^/gm, before), null);
  };

/**
 * The console: lines go to KAMI's log. While the component is built they are dropped. What the Console standard has
 * beside these is added where code mentions it.
 */
export const console: { [name in 'debug' | 'log' | 'info' | 'warn' | 'error' | 'trace']: Write } = {
  debug: at('debug'),
  trace: at('debug'),
  log: at('info'),
  info: at('info'),
  warn: at('warning'),
  error: at('error'),
};
