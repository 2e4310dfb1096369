import log from 'kami:host/log@0.1.0';
import { formatValues } from './format-values.ts';
import { hostIsThere } from '../runtime/phase.ts';

type Write = (...values: unknown[]) => void;

const at =
  (level: 'debug' | 'info' | 'warning' | 'error'): Write =>
  (...values) => {
    if (hostIsThere()) log.write(level, formatValues(values), null);
  };

/** The console: lines go to KAMI's log. While the component is built they are dropped. */
export const console: { readonly [name in 'debug' | 'log' | 'info' | 'warn' | 'error' | 'trace']: Write } = {
  debug: at('debug'),
  trace: at('debug'),
  log: at('info'),
  info: at('info'),
  warn: at('warning'),
  error: at('error'),
};
