import { ENGINE_VERSION } from './engine-version.ts';

/**
 * File name of the prepared form of a component under a memory limit in MiB, made by this engine under a
 * Node (`process.versions.node`), whose compiled code it holds.
 */
export function preparedKey(maxMemoryMb: number, nodeVersion: string): string {
  return `${madeBy(nodeVersion)}${maxMemoryMb}mb.bin`;
}

/** Whether a prepared form with this file name was made by this engine under this Node; another one is made anew. */
export function isCurrentKey(key: string, nodeVersion: string): boolean {
  return key.startsWith(madeBy(nodeVersion));
}

function madeBy(nodeVersion: string): string {
  return `prepared-${ENGINE_VERSION}-node${nodeVersion}-`;
}
