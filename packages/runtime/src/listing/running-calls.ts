import type { InstalledTool, ToolRepository } from '@kami/registry';
import { detach } from '@kami/types';
import { permissionIncludes } from './permission-includes.ts';

/** A call under way; its signal fires when the caller withdraws or the tool loses its grant. */
export interface TrackedCall extends Disposable {
  readonly signal: AbortSignal;
}

/** The calls under way, so that revoking and removing end them. */
export interface RunningCalls {
  /**
   * Takes a call in and looks the tool up at once: it may have lost its grant since it was found. A tool that is not
   * installed has nothing to lose.
   */
  add(tool: InstalledTool, signal: AbortSignal): TrackedCall;
  /** Looks up every running tool again and ends the calls of those that lost something. */
  review(): Promise<void>;
  endAll(): void;
}

interface Entry {
  readonly tool: InstalledTool;
  readonly end: () => void;
}

/** Makes an empty set. */
export function createRunningCalls(tools: ToolRepository): RunningCalls {
  const entries = new Set<Entry>();
  const look = async ({ tool, end }: Entry): Promise<void> => {
    if (tool.installedAt === '') return;
    const now = await tools.find({ nameOrId: tool.id });
    if (!now.ok) return;
    if (now.value?.state !== 'active' || !permissionIncludes(now.value.permission, tool.permission)) end();
  };
  return {
    add(tool, signal) {
      const controller = new AbortController();
      const end = (): void => controller.abort();
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      const entry = { tool, end };
      entries.add(entry);
      detach(look(entry));
      return {
        signal: controller.signal,
        [Symbol.dispose]() {
          entries.delete(entry);
          signal.removeEventListener('abort', end);
        },
      };
    },
    async review() {
      for (const entry of entries) await look(entry);
    },
    endAll() {
      for (const { end } of entries) end();
    },
  };
}
