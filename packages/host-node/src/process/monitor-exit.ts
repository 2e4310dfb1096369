import { constants } from 'node:os';
import type { ChildEnd } from './child.ts';

/** A program that waits for another one ends with this more than the signal that ended the other (bash(1), EXIT STATUS). */
const SIGNAL_BASE = 128;
const NAMES: ReadonlyMap<number, NodeJS.Signals> = new Map(
  Object.entries(constants.signals).flatMap(([name, value]) =>
    isSignal(name) ? [[value, name] as const] : [],
  ),
);

/** How the process behind bubblewrap ended, as bubblewrap tells it by its own end. */
export function readMonitorExit(
  code: number | null,
  signal: NodeJS.Signals | null,
): Omit<ChildEnd, 'errorOutput'> {
  const inner = code === null ? undefined : NAMES.get(code - SIGNAL_BASE);
  return inner === undefined ? { code, signal } : { code: null, signal: inner };
}

function isSignal(name: string): name is NodeJS.Signals {
  return name.startsWith('SIG');
}
