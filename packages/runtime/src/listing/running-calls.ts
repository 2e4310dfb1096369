import type { InstalledTool, ToolRepository } from '@kami/registry';
import { permissionIncludes } from './permission-includes.ts';

/** A call under way; its signal fires when the caller withdraws or the tool loses its grant. */
export interface TrackedCall extends Disposable {
  readonly signal: AbortSignal;
}

/** The calls under way, so that revoking and removing end them. */
export interface RunningCalls {
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
  return {
    add(tool, signal) {
      const controller = new AbortController();
      const end = (): void => controller.abort();
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      const entry = { tool, end };
      entries.add(entry);
      return {
        signal: controller.signal,
        [Symbol.dispose]() {
          entries.delete(entry);
          signal.removeEventListener('abort', end);
        },
      };
    },
    async review() {
      for (const { tool, end } of entries) {
        const now = await tools.find({ nameOrId: tool.id });
        if (!now.ok) continue;
        const lost =
          now.value?.state !== 'active' || !permissionIncludes(now.value.permission, tool.permission);
        if (lost) end();
      }
    },
    endAll() {
      for (const { end } of entries) end();
    },
  };
}
