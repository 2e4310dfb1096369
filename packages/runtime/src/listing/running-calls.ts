import type { InstalledTool, ToolRepository } from '@kami/registry';
import { detach, kamiError, type KamiError, type RunLater } from '@kami/types';
import { permissionIncludes } from './permission-includes.ts';

/** A call under way; its signal fires when the caller withdraws or KAMI ends it. */
export interface TrackedCall extends Disposable {
  readonly signal: AbortSignal;
  /** Why KAMI ended it: the tool lost its grant, or KAMI ends. Absent while it did not. */
  readonly ended: KamiError | undefined;
}

/** The calls under way, so that revoking, removing and the end of KAMI end them. */
export interface RunningCalls {
  /**
   * Takes a call in and looks the tool up a moment later, or at once where it was found long before: it may have lost its
   * grant since. A tool that is not installed has nothing to lose.
   */
  add(tool: InstalledTool, signal: AbortSignal, foundLongBefore?: boolean): TrackedCall;
  /** Looks up every running tool again and ends the calls of those that lost something. */
  review(): Promise<void>;
  /** Ends all of them for this reason. */
  endAll(why: KamiError): void;
  /** Resolves when none is under way. */
  settled(): Promise<void>;
}

interface Entry {
  readonly tool: InstalledTool;
  readonly end: (why: KamiError) => void;
}

/** Makes an empty set. */
export function createRunningCalls(tools: ToolRepository, later: RunLater): RunningCalls {
  const entries = new Set<Entry>();
  const settling: (() => void)[] = [];
  const look = async ({ tool, end }: Entry): Promise<void> => {
    if (tool.installedAt === '') return;
    const { id: nameOrId, version } = tool;
    const isEarlier = tool.state === 'earlier';
    const now = await tools.find(isEarlier ? { nameOrId, version } : { nameOrId });
    if (!now.ok) return;
    if (now.value === undefined || now.value.state === 'held') end(lost(tool, 'was removed'));
    else if (!permissionIncludes(now.value.permission, tool.permission)) end(lost(tool, 'lost a grant'));
  };
  return {
    add(tool, signal, foundLongBefore = false) {
      const controller = new AbortController();
      let ended: KamiError | undefined;
      const withdraw = (): void => controller.abort();
      const end = (why: KamiError): void => {
        if (!controller.signal.aborted) ended = why;
        controller.abort();
      };
      if (signal.aborted) withdraw();
      signal.addEventListener('abort', withdraw, { once: true });
      const entry = { tool, end };
      entries.add(entry);
      // Most calls have ended by then; a change that it does not see yet is seen by the next review.
      const cancelLook = later(() => detach(look(entry)));
      if (foundLongBefore) detach(look(entry));
      return {
        signal: controller.signal,
        get ended() {
          return ended;
        },
        [Symbol.dispose]() {
          entries.delete(entry);
          cancelLook();
          signal.removeEventListener('abort', withdraw);
          if (entries.size === 0) for (const resolve of settling.splice(0)) resolve();
        },
      };
    },
    async review() {
      for (const entry of entries) await look(entry);
    },
    endAll(why) {
      for (const { end } of entries) end(why);
    },
    settled() {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (entries.size === 0) resolve();
      else settling.push(resolve);
      return promise;
    },
  };
}

function lost({ name }: InstalledTool, what: string): KamiError {
  return kamiError('KAMI_DENIED', `The call was ended: ${name} ${what} while it ran.`, {
    hint: `See what is installed and granted with: kami inspect ${name}`,
  });
}
