import { existsSync, realpathSync } from 'node:fs';

/** Whether this system has what the walk rests on: descriptors as paths. */
export const CAN_WALK_DESCRIPTORS: boolean = process.platform === 'linux' && existsSync('/proc/self/fd');

/** The path by which the kernel finds an open descriptor. */
export function at(fd: number): string {
  return `/proc/self/fd/${fd}`;
}

/** Where a path leads, all links resolved: of a descriptor's path, where the open object is. */
export function placeBehind(path: string): string {
  return realpathSync.native(path);
}
