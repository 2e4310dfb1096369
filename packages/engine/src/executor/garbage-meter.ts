/** Bytes of memories of instances given up between two collections: two calls that fill 64 MiB would pass an allowance. */
const DROPPED_BYTES: number = 32 * 1024 * 1024;
/** Instances given up between two collections: each memory reserves some gigabytes of address space, however small it is. */
const DROPPED_INSTANCES = 64;
/**
 * Instances put back between two collections. Their glue is garbage too: without a bound it grew to 130 MB, at 128 it
 * stays below 60, and the collections stay under the 99th percentile (measured).
 */
const RENEWED_INSTANCES = 128;

/** Memories that are given up. */
export interface DroppedMemories {
  readonly memories: readonly { readonly buffer: { readonly byteLength: number } }[];
}

/**
 * Says when used instances are to be collected: the engine alone lets some hundred MB of their memories
 * gather, and the host counts them as the process's.
 */
export interface GarbageMeter {
  /** An instance was put back for another call. */
  renewed(): void;
  /** An instance was given up. */
  dropped(memory: DroppedMemories): void;
  /** Collects if it is due. To be called when nobody waits. */
  collectIfDue(): void;
}

/** Makes a meter over the engine's collector. */
export function createGarbageMeter(collect: () => void): GarbageMeter {
  let renewals = 0;
  let instances = 0;
  let bytes = 0;
  return {
    renewed: () => void (renewals += 1),
    dropped({ memories }) {
      instances += 1;
      for (const { buffer } of memories) bytes += buffer.byteLength;
    },
    collectIfDue() {
      if (renewals < RENEWED_INSTANCES && instances < DROPPED_INSTANCES && bytes < DROPPED_BYTES) return;
      renewals = 0;
      instances = 0;
      bytes = 0;
      collect();
    },
  };
}
