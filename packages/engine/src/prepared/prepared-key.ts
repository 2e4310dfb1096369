import { ENGINE_VERSION } from './engine-version.ts';

/** File name of the prepared form of a component under a memory limit in MiB. */
export function preparedKey(maxMemoryMb: number): string {
  return `prepared-${ENGINE_VERSION}-${maxMemoryMb}mb.bin`;
}

/** Whether a prepared form with this file name was made by this engine; another engine's cannot be run. */
export function isOfThisEngine(key: string): boolean {
  return key.startsWith(`prepared-${ENGINE_VERSION}-`);
}
