/**
 * Threat: a guest guesses handles, keeps them past its call, or opens so many that the host runs out
 * of descriptors. Rule: handles are issued by the host per call, carry the call's generation, are
 * bounded in number and all closed at the end of the call.
 */

/** Handles below this number are the mounts, fixed when the executor was loaded. */
export const FIRST_DYNAMIC_HANDLE = 64;
/** Open handles a call may have: a flood of opens ends here. */
export const MAX_OPEN_HANDLES = 1024;
const INDEX_BITS = 16;
const GENERATIONS = 1 << 14;

/** The resources of one call, by handle. */
export interface HandleTable<T extends AsyncDisposable> extends AsyncDisposable {
  /**
   * Issues a handle, or nothing when the call has too many open or has ended: what it opened last is then closed by who
   * opened it.
   */
  add(resource: T): number | undefined;
  /** The resource behind a handle of this call. */
  get(handle: number): T | undefined;
  /** Closes one handle; unknown ones are ignored. */
  drop(handle: number): Promise<void>;
}

/** Makes the table of one call. `generation` is a running number; handles of another generation are unknown. */
export function createHandleTable<T extends AsyncDisposable>(generation: number): HandleTable<T> {
  const base = (generation % GENERATIONS) << INDEX_BITS;
  const open = new Map<number, T>();
  let next = FIRST_DYNAMIC_HANDLE;
  let ended = false;
  return {
    add(resource) {
      if (ended || open.size >= MAX_OPEN_HANDLES) return undefined;
      do {
        next = next + 1 >= 1 << INDEX_BITS ? FIRST_DYNAMIC_HANDLE : next + 1;
      } while (open.has(base | next));
      open.set(base | next, resource);
      return base | next;
    },
    get: (handle) => open.get(handle),
    async drop(handle) {
      const resource = open.get(handle);
      open.delete(handle);
      await resource?.[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      ended = true;
      const resources = [...open.values()];
      open.clear();
      await Promise.allSettled(resources.map((resource) => resource[Symbol.asyncDispose]()));
    },
  };
}
