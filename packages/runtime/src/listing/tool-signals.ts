/**
 * Threat: a component that tells clients of changes in a loop, so that they fetch lists and resources without end. Rule:
 * of equal signals one is passed on in a time, the last always, and one tool has few different ones waiting.
 */
import type { InstalledTool } from '@kami/registry';

/** What a component tells clients: a list has changed, or one resource. */
export type ToolSignal =
  | { readonly kind: 'tools' | 'resources' | 'prompts' }
  | { readonly kind: 'resource'; readonly uri: string };

/** Hears of signals. */
export type SignalListener = (tool: InstalledTool, signal: ToolSignal) => void;

/** Passes the signals of components on. */
export interface ToolSignals extends Disposable {
  /** Takes a signal of a running component. */
  readonly tell: SignalListener;
  add(listener: SignalListener): Disposable;
}

/** Milliseconds in which equal signals are one. */
export const SIGNAL_PAUSE_MS = 250;
/** Different signals of one tool in that time; more are dropped. */
export const MAX_SIGNALS = 64;

/** Makes a distributor without listeners. */
export function createToolSignals(): ToolSignals {
  const listeners = new Set<SignalListener>();
  /** Signals of late by tool; true for those that came again meanwhile. */
  const late = new Map<string, Map<string, boolean>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const pass = (tool: InstalledTool, signal: ToolSignal): void => {
    for (const listener of listeners) listener(tool, signal);
  };
  const pause = (tool: InstalledTool, signal: ToolSignal, key: string, own: Map<string, boolean>): void => {
    own.set(key, false);
    const timer = setTimeout(() => {
      timers.delete(timer);
      const again = own.get(key) === true;
      own.delete(key);
      if (again) {
        pass(tool, signal);
        pause(tool, signal, key, own);
      } else if (own.size === 0) late.delete(tool.id);
    }, SIGNAL_PAUSE_MS);
    timer.unref();
    timers.add(timer);
  };

  return {
    tell(tool, signal) {
      const key = JSON.stringify(signal);
      const own = late.get(tool.id) ?? new Map<string, boolean>();
      late.set(tool.id, own);
      if (own.has(key)) own.set(key, true);
      else if (own.size < MAX_SIGNALS) {
        pass(tool, signal);
        pause(tool, signal, key, own);
      }
    },
    add(listener) {
      const entry: SignalListener = (tool, signal) => listener(tool, signal);
      listeners.add(entry);
      return { [Symbol.dispose]: () => void listeners.delete(entry) };
    },
    [Symbol.dispose]() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      listeners.clear();
      late.clear();
    },
  };
}
