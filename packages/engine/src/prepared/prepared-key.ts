import { ENGINE_VERSION } from './engine-version.ts';

/** File name of the prepared form of a component under a memory limit in MiB. */
export function preparedKey(maxMemoryMb: number): string {
  return `prepared-${ENGINE_VERSION}-${maxMemoryMb}mb.bin`;
}
