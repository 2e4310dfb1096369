import { vi } from 'vitest';

import type { TestHome } from './kami.ts';

/** An event as `kami log --json` prints it, as far as tests look at it. */
export interface LoggedEvent {
  readonly type: string;
  readonly correlationId: string;
  readonly actor: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The newest events of a tool, oldest first. */
export async function readLog(home: TestHome, tool: string, limit = 50): Promise<readonly LoggedEvent[]> {
  const { stdout } = await home.must(['log', '--tool', tool, '--limit', String(limit), '--json']);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as LoggedEvent);
}

/** The process that the newest call of a tool runs in, or 0. */
export async function newestExecutor(home: TestHome, tool: string): Promise<number> {
  const events = await readLog(home, tool);
  return Number(events.findLast(({ type }) => type === 'dataplane.dispatched')?.data['executor'] ?? 0);
}

/** Resolves when a call of a tool runs in another process than `earlier`; gives its id. */
export async function untilDispatched(home: TestHome, tool: string, earlier: number): Promise<number> {
  return vi.waitUntil(
    async () => {
      const executor = await newestExecutor(home, tool);
      return executor !== earlier && executor;
    },
    { timeout: 10_000, interval: 10 },
  );
}
