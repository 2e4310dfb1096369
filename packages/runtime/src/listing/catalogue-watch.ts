import type { ToolRepository } from '@kami/registry';
import { detach } from '@kami/types';

/** Tells listeners when any process changed the catalogue. */
export interface CatalogueWatch extends Disposable {
  /** Adds a listener; polling runs only while there is one. */
  add(listener: () => void): Disposable;
}

/** Makes a watch that looks every `pollMs` milliseconds; `onChange` hears of a change first. */
export function createCatalogueWatch(
  tools: ToolRepository,
  pollMs: number,
  onChange: () => void,
): CatalogueWatch {
  const listeners = new Set<() => void>();
  let known: number | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const look = async (): Promise<void> => {
    const revision = await tools.revision();
    if (!revision.ok) return;
    const changed = known !== undefined && known !== revision.value;
    known = revision.value;
    if (!changed) return;
    onChange();
    for (const listener of listeners) listener();
  };

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    add(listener) {
      const entry = (): void => listener();
      listeners.add(entry);
      if (timer === undefined) {
        detach(look());
        timer = setInterval(() => detach(look()), pollMs);
        timer.unref();
      }
      return {
        [Symbol.dispose]() {
          listeners.delete(entry);
          if (listeners.size === 0) stop();
        },
      };
    },
    [Symbol.dispose]() {
      listeners.clear();
      stop();
    },
  };
}
