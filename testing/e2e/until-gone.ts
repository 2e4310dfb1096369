import { vi } from 'vitest';

import { isRunning } from './processes.ts';

/** Resolves when none of these processes lives; fails after ten seconds, many times what a loaded machine takes. */
export async function untilGone(...pids: readonly number[]): Promise<void> {
  await vi.waitUntil(() => !pids.some(isRunning), { timeout: 10_000, interval: 10 });
}
