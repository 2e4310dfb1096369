import type { FrameKind, Message } from '@kami/protocol';
import type { HostCallSeam } from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { ProcessBounds, Watchdog, WatchdogGuard } from '../watchdog/watchdog.ts';
import type { ChildProcess } from 'node:child_process';
import { adoptChild, type Child } from './child.ts';
import { createConversation, type Conversation } from './conversation.ts';
import { PIPE_GRACE_MS } from './executor-bounds.ts';
import { deathError, killError } from './death.ts';

/** One request to a process and the frame that ends it. */
export interface ProcessExchange<T> {
  readonly name: 'starting' | 'loading' | 'making' | 'running';
  readonly endings: ReadonlyMap<FrameKind, number>;
  readonly seam?: HostCallSeam;
  readonly pieces: readonly Uint8Array[];
  readonly bounds: ProcessBounds;
  /** Reads the ending message; an outer error is a violation. */
  read(message: Message): Result<Result<T, KamiError>, string>;
}

/** A process that answers one exchange at a time and is killed when it breaks the protocol or its bounds. */
export interface ProcessLine {
  /** The host's own child: the one that is killed. */
  readonly pid: number;
  alive(): boolean;
  /** Holds an exchange. Throws while another one is open. */
  hold<T>(exchange: ProcessExchange<T>): Promise<Result<T, KamiError>>;
  /** Gives what is open up: it fails with `reason` when it ends by itself or, at the latest, by SIGKILL after `graceMs`. */
  withdraw(reason: KamiError, graceMs: number): void;
  /** Ends the process, which is why whatever is open fails with `verdict`, unless it has ended. Resolves when it is gone. */
  end(verdict: KamiError): Promise<void>;
  /** Lets the host end before the process is gone. */
  leave(): void;
}

interface OpenHold {
  readonly guard: WatchdogGuard;
  readonly bounds: ProcessBounds;
  fail(error: KamiError): void;
}

/**
 * Opens the line to a process that was started just now; `monitored` says that it is bubblewrap. Error:
 * `KAMI_EXECUTOR_FAULT` when it could not be started.
 */
export function openProcessLine(
  process: ChildProcess,
  monitored: boolean,
  watchdog: Watchdog,
): Result<ProcessLine, KamiError> {
  let verdict: KamiError | undefined;
  let alive = true;
  let open: OpenHold | undefined;
  let withdrawn: { readonly reason: KamiError; readonly grace: WatchdogGuard } | undefined;

  const condemn = (error: KamiError): void => {
    verdict ??= error;
    alive = false;
    conversation.close();
    child.kill();
  };
  const violated = (rule: string): void =>
    condemn(kamiError('KAMI_EXECUTOR_FAULT', `The executor broke the protocol: ${rule}.`));

  const started = adoptChild(process, monitored, {
    onData(chunk) {
      if (verdict !== undefined) return;
      const received = conversation.receive(chunk);
      if (!received.ok) violated(received.error);
    },
    onPipeClosed() {
      // bubblewrap tells how the process behind it ended, which is why its pipe is closed, some moments later.
      if (monitored) setTimeout(() => child.kill(), PIPE_GRACE_MS).unref();
      else if (alive) child.kill();
    },
    onExit() {
      alive = false;
      open?.guard.disarm();
      withdrawn?.grace.disarm();
    },
  });
  if (!started.ok) return started;
  const child: Child = started.value;
  const conversation: Conversation = createConversation({
    write: (pieces) => child.write(pieces),
    unread: () => child.unread(),
    onCall: () => watchdog.expectDelay(),
    onAsk: () => open?.guard.suspend(),
    onAsked: () => open?.guard.resume(),
    onDefect: (cause) => condemn(kamiError('KAMI_INTERNAL', 'A host call failed inside KAMI.', { cause })),
  });

  const gone = child.ended.then((end) => {
    conversation.close();
    const reason = open?.guard.fired();
    const kill = open === undefined || reason === undefined ? undefined : { reason, bounds: open.bounds };
    open?.fail(deathError({ verdict: verdict ?? withdrawn?.reason, kill, end }));
  });

  const hold = <T>(exchange: ProcessExchange<T>): Promise<Result<T, KamiError>> =>
    new Promise((resolve) => {
      if (!alive) return resolve(err(verdict ?? kamiError('KAMI_EXECUTOR_FAULT', 'The executor has ended.')));
      if (open !== undefined) throw new Error('the executor is busy');
      const { bounds } = exchange;
      const guard = watchdog.arm(child.pid, bounds);
      open = {
        guard,
        bounds,
        fail(error) {
          open = undefined;
          guard.disarm();
          resolve(err(error));
        },
      };
      conversation.begin({
        name: exchange.name,
        endings: exchange.endings,
        ...(exchange.seam === undefined ? {} : { seam: exchange.seam }),
        end(message) {
          const value = exchange.read(message);
          if (!value.ok) return value;
          open = undefined;
          if (withdrawn !== undefined) condemn(withdrawn.reason);
          const reason = guard.disarm();
          if (reason !== undefined) condemn(killError({ reason, bounds }));
          resolve(verdict === undefined ? value.value : err(verdict));
          return ok(undefined);
        },
      });
      child.write(exchange.pieces);
    });

  return ok({
    pid: child.pid,
    alive: () => alive,
    hold,
    withdraw(reason, graceMs) {
      if (alive && open !== undefined)
        withdrawn ??= { reason, grace: watchdog.arm(child.pid, { ms: graceMs, memoryKib: 0 }) };
    },
    end(reason) {
      // One that ended by itself, or that the watchdog ended, is told by that and not by who came later.
      if (alive) condemn(reason);
      return gone;
    },
    leave: () => child.leave(),
  });
}
