import call from 'kami:host/call@0.1.0';
import log from 'kami:host/log@0.1.0';
import type { CallContext, ClientFeatures, LogLine } from '../tool/call-context.ts';

const line =
  (level: 'debug' | 'info' | 'notice' | 'warning' | 'error'): LogLine =>
  (message, data) =>
    log.write(level, message, data === undefined ? null : (JSON.stringify(data) ?? null));

const NO_FEATURES: ClientFeatures = {
  form: false,
  url: false,
  sampling: false,
  roots: false,
  logging: false,
  progress: false,
};

/** The running call, over `kami:host/call` and `kami:host/log`. */
export function createHostCallContext(): CallContext {
  return {
    log: {
      debug: line('debug'),
      info: line('info'),
      notice: line('notice'),
      warning: line('warning'),
      error: line('error'),
    },
    progress: (done, total, message) => call.progress(done, total ?? null, message ?? null),
    cancelled: () => call.cancelled(),
    get id(): string {
      return call.current()?.id ?? '';
    },
    get traceparent(): string {
      return call.current()?.traceparent ?? '';
    },
    get client(): ClientFeatures {
      return call.current()?.client ?? NO_FEATURES;
    },
    remainingMs: () => call.current()?.remainingMs ?? 0,
  };
}
