import type { PrivateFolders } from '@kami/sandbox';
import type { Clock, KamiError, Result } from '@kami/types';
import type { Place, Scheduler } from '../scheduler/scheduler.ts';
import type { RuntimeSettings } from '../settings.ts';
import type { CallOrder } from '../tool-host.ts';
import type { CallEvents } from './call-events.ts';

/** What a call waits for before it is dispatched. */
export interface QueuePorts {
  readonly scheduler: Scheduler;
  readonly privateFolders: PrivateFolders;
  readonly clock: Clock;
  readonly settings: Pick<RuntimeSettings, 'maxWaitMs'>;
  /** Executors of one tool at the same time, whatever its manifest says. */
  readonly executorsPerTool: number;
}

/**
 * Waits for a place and, where the tool has one, for its private folder, in the time that both have together. What was
 * taken is given to `held`. Errors: those of `Scheduler.enter` and `PrivateFolders.take`.
 */
export async function enterQueue(
  ports: QueuePorts,
  { tool, context, signal }: CallOrder,
  events: CallEvents,
  held: DisposableStack,
): Promise<Result<Place, KamiError>> {
  const { scheduler, privateFolders, settings, clock } = ports;
  const { privateFolder } = tool.permission;
  const perTool = privateFolder ? 1 : Math.min(tool.manifest.limits.maxConcurrency, ports.executorsPerTool);
  const begun = clock.now().monotonicNanos;
  let queued = false;
  const onWait = (): void => {
    if (!queued) events.enter('queued');
    queued = true;
  };
  const { principal, priority } = context;
  const turn = { tool: tool.id, perTool, principal, priority, keepsTool: privateFolder };
  if (!scheduler.hasPlace(turn)) onWait();
  const place = await scheduler.enter(turn, signal);
  if (!place.ok) return place;
  held.use(place.value);
  if (!privateFolder) return place;
  const waitedMs = Number((clock.now().monotonicNanos - begun) / 1_000_000n);
  const waitMs = Math.max(0, settings.maxWaitMs - waitedMs);
  const folder = await privateFolders.take({ tool, waitMs, signal, onWait });
  if (!folder.ok) return folder;
  held.use(folder.value);
  return place;
}
