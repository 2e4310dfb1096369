import { removeTool } from '@kami/runtime';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';

/** `kami remove`: takes a tool with its grants out; its private folder stays unless `purge`. */
export async function removeCommand(
  app: App,
  name: string,
  options: { readonly purge: boolean },
): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const tool = await findTool(home.value, name);
  if (!tool.ok) return tool;
  const removed = await removeTool(
    {
      tools: home.value.tools,
      store: await app.componentStore(),
      clock: app.clock,
      random: app.random,
      warn: (message) => app.log.log('warn', message),
    },
    tool.value,
    app.actor,
  );
  if (!removed.ok) return removed;
  if (options.purge) {
    const folders = await app.privateFolders();
    const { maxWaitMs } = app.config.queue;
    const wait = { tool: tool.value, waitMs: maxWaitMs, signal: app.signal, onWait: () => undefined };
    const purged = await folders.remove(wait);
    if (!purged.ok) return purged;
  }
  if (app.json) app.console.json({ removed: tool.value.id, purged: options.purge });
  else app.console.note(`${app.console.mark('green', 'removed')} ${tool.value.name} ${tool.value.version}`);
  return ok(0);
}
