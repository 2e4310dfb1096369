import type { Priority } from '../call/execution-context.ts';

/** What decides when a call may run. */
export interface CallTurn {
  /** Id of the tool. */
  readonly tool: string;
  /** Calls of this tool that may run at the same time. */
  readonly perTool: number;
  /** Who calls. */
  readonly principal: string;
  readonly priority: Priority;
  /**
   * Whether the call counts for its tool while it is parked, too: it keeps what the tool's other calls need. Those would
   * take the place that it lends, and hold it for nothing; a client that answers nobody would fill all places so.
   */
  readonly keepsTool?: boolean;
}

/** How many calls run. */
export interface RunningLoad {
  ofTool(tool: string): number;
  ofPrincipal(principal: string): number;
}

/** Calls that wait for a place. */
export interface WaitingCalls<C extends CallTurn> {
  readonly size: number;
  add(call: C): void;
  /** Takes a call out that no longer waits. */
  delete(call: C): void;
  /** Takes the next call out that its tool's bound lets run. */
  next(load: RunningLoad): C | undefined;
  /** Takes the call out that has to give way to `call` when there is no room for both; nothing when `call` has to. */
  yieldTo(call: CallTurn): C | undefined;
}

const PRIORITIES: readonly Priority[] = ['P0', 'P1', 'P2', 'P3'];

/** Calls of one principal by tool. The order of keys is the order of service: who was served last stands last. */
type Lane<C> = Map<string, C[]>;

/**
 * No calls yet. Which is next is decided level by level: strictly by priority; then the principal with the fewest
 * running calls, then its tool with the fewest, and among equals the one that was served longest ago; then arrival.
 * Giving each free place to who holds the fewest is max-min fairness (Bertsekas and Gallager, Data Networks, 6.5) over
 * places; round robin among equals is Nagle's fair queueing (RFC 970), with a queue for each principal and tool in it.
 * Unlike deficit round robin over calls it needs no guess of what a call will cost: a long call counts while it runs.
 * What gives way in a full queue is the newest call of the principal with the most (McKenney, Stochastic Fairness
 * Queueing, 1990), of the lowest priority there is.
 */
export function createWaitingCalls<C extends CallTurn>(): WaitingCalls<C> {
  const levels = new Map(PRIORITIES.map((priority) => [priority, new Map<string, Lane<C>>()]));
  let size = 0;

  const laneOf = ({ priority, principal }: CallTurn): Lane<C> | undefined =>
    levels.get(priority)?.get(principal);

  const remove = (call: C): void => {
    const lane = laneOf(call);
    const calls = lane?.get(call.tool);
    const index = calls?.indexOf(call) ?? -1;
    if (lane === undefined || calls === undefined || index < 0) return;
    calls.splice(index, 1);
    size -= 1;
    if (calls.length === 0) lane.delete(call.tool);
    if (lane.size === 0) levels.get(call.priority)?.delete(call.principal);
  };

  /** Puts principal and tool last in the order of service. */
  const markServed = ({ priority, principal, tool }: C): void => {
    const level = levels.get(priority);
    const lane = level?.get(principal);
    if (level === undefined || lane === undefined) return;
    level.delete(principal);
    level.set(principal, lane);
    const calls = lane.get(tool);
    if (calls === undefined) return;
    lane.delete(tool);
    lane.set(tool, calls);
  };

  return {
    get size() {
      return size;
    },
    add(call) {
      const level = levels.get(call.priority);
      const lane: Lane<C> = level?.get(call.principal) ?? new Map();
      const calls = lane.get(call.tool) ?? [];
      calls.push(call);
      lane.set(call.tool, calls);
      level?.set(call.principal, lane);
      size += 1;
    },
    delete: remove,
    next(load) {
      for (const level of levels.values()) {
        const runnable = [...level].map(([principal, lane]) => ({ principal, call: firstOf(lane, load) }));
        const chosen = fewest(runnable, ({ principal, call }) =>
          call === undefined ? undefined : load.ofPrincipal(principal),
        );
        if (chosen?.call === undefined) continue;
        remove(chosen.call);
        markServed(chosen.call);
        return chosen.call;
      }
      return undefined;
    },
    yieldTo(call) {
      const lowest = PRIORITIES.findLast((priority) => (levels.get(priority)?.size ?? 0) > 0);
      if (lowest === undefined || lowest < call.priority) return undefined;
      const lanes = [...(levels.get(lowest)?.values() ?? [])];
      const longest = fewest(lanes, (lane) => -lengthOf(lane));
      const own = lowest === call.priority ? lengthOf(laneOf(call)) : 0;
      if (longest === undefined) return undefined;
      if (lowest === call.priority && lengthOf(longest) <= own + 1) return undefined;
      const victim = fewest([...longest.values()], (calls) => -calls.length)?.at(-1);
      if (victim !== undefined) remove(victim);
      return victim;
    },
  };
}

/** The first call of the tool with the fewest running calls, of those that may run. */
function firstOf<C extends CallTurn>(lane: Lane<C>, load: RunningLoad): C | undefined {
  return fewest([...lane.values()], ([first]) => {
    if (first === undefined) return undefined;
    const running = load.ofTool(first.tool);
    return running < first.perTool ? running : undefined;
  })?.[0];
}

function lengthOf<C>(lane: Lane<C> | undefined): number {
  return [...(lane?.values() ?? [])].reduce((sum, calls) => sum + calls.length, 0);
}

/** The first item with the smallest number; those without one do not count. */
function fewest<T>(items: readonly T[], count: (item: T) => number | undefined): T | undefined {
  let best: { readonly item: T; readonly number: number } | undefined;
  for (const item of items) {
    const number = count(item);
    if (number !== undefined && (best === undefined || number < best.number)) best = { item, number };
  }
  return best?.item;
}
