import { err, kamiError, ok, type KamiError, type Result, type RuntimeEvent } from '@kami/types';
import type { WriteOutcome } from '../write/write-request.ts';

/** Events that may wait for the store at the same time; more are refused, so that a locked database costs no memory. */
const MAX_WAITING = 16_384;

/** How events are put together into transactions. */
export interface GroupSettings {
  /** The first event of a group waits this long at most, in milliseconds. */
  readonly groupMs: number;
  /** A group of this many events is sent at once. */
  readonly groupSize: number;
}

/** Collects appended batches and sends them as one group. */
export interface EventGroups {
  /** Resolves when the batch is committed or has failed. */
  append(batch: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
  /** Sends what waits now, and resolves when everything appended before is committed or has failed. */
  flush(): Promise<void>;
}

interface WaitingBatch {
  readonly events: readonly RuntimeEvent[];
  readonly settle: (result: Result<void, KamiError>) => void;
}

/** Groups events in front of a function that commits several batches in one transaction. */
export function createEventGroups(
  { groupMs, groupSize }: GroupSettings,
  commit: (groups: readonly (readonly RuntimeEvent[])[]) => Promise<WriteOutcome>,
): EventGroups {
  const underWay = new Set<Promise<void>>();
  let waiting: WaitingBatch[] = [];
  let waitingEvents = 0;
  let unsettledEvents = 0;
  let timer: NodeJS.Timeout | undefined;

  const send = async (batches: readonly WaitingBatch[], count: number): Promise<void> => {
    const outcome = await commit(batches.map(({ events }) => events));
    unsettledEvents -= count;
    batches.forEach(({ settle }, index) => {
      const error = outcome[index];
      settle(error === undefined ? ok(undefined) : err(error));
    });
  };
  const sendWaiting = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const sent = send(waiting, waitingEvents).finally(() => underWay.delete(sent));
    underWay.add(sent);
    waiting = [];
    waitingEvents = 0;
  };
  return {
    append: (events) =>
      new Promise((settle) => {
        if (events.length === 0) return settle(ok(undefined));
        if (unsettledEvents + events.length > MAX_WAITING) return settle(err(tooManyWaiting()));
        waiting.push({ events, settle });
        waitingEvents += events.length;
        unsettledEvents += events.length;
        if (waitingEvents >= groupSize) sendWaiting();
        else timer ??= setTimeout(sendWaiting, groupMs);
      }),
    async flush() {
      sendWaiting();
      await Promise.all(underWay);
    },
  };
}

function tooManyWaiting(): KamiError {
  const message = `${MAX_WAITING} events wait for the database already; this one is lost.`;
  return kamiError('KAMI_STORE_FAILED', message, {
    hint: 'Another process may hold the database; look with: kami doctor',
  });
}
