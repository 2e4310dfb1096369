/** One timer that is set anew for each phase of an exchange. */
export interface PhaseTimer {
  /** Fires `expired` after `ms` unless it is set again or cleared. */
  set(ms: number, expired: () => void): void;
  clear(): void;
}

/** Makes a timer that is not set; it does not keep the process alive. */
export function createPhaseTimer(): PhaseTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(ms, expired) {
      clearTimeout(timer);
      timer = setTimeout(expired, ms);
      timer.unref();
    },
    clear() {
      clearTimeout(timer);
    },
  };
}
