import { mcpToolName } from '@kami/protocol';
import type { InstalledTool, ToolRepository } from '@kami/registry';
import { detach, ok, type Clock, type Digest, type KamiError, type Random, type Result } from '@kami/types';
import { newContext } from './call/new-context.ts';
import { runCall, type CallPorts } from './call/run-call.ts';
import { createCatalogueWatch } from './listing/catalogue-watch.ts';
import { createRunningCalls } from './listing/running-calls.ts';
import type { RuntimeSettings } from './settings.ts';
import type { ToolHost, ToolListing } from './tool-host.ts';

/** What the runtime needs beside the ports of calls. */
export interface RuntimePorts extends CallPorts {
  readonly tools: ToolRepository;
  readonly settings: RuntimeSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (bytes: Uint8Array) => Digest;
  /** Name of the home. */
  readonly workspace: string;
}

const PAGE = 1000;

/** Makes the host of tools over a catalogue and a pool. */
export function createToolHost(ports: RuntimePorts): ToolHost {
  const { tools, settings } = ports;
  const running = createRunningCalls(tools);
  const watch = createCatalogueWatch(tools, settings.listPollMs, () => detach(running.review()));
  let listed: { readonly revision: number; readonly listings: readonly ToolListing[] } | undefined;

  return {
    context: (principal, from, traceparent) =>
      newContext(ports.clock, ports.random, ports.workspace, principal, from, traceparent),
    onListChanged: (listener) => watch.add(listener),
    list: () => listings(),
    async find(_principal, mcpName) {
      const all = await listings();
      return all.ok ? ok(all.value.find((listing) => listing.mcpName === mcpName)) : all;
    },
    async call(request) {
      using tracked = running.add(request.tool, request.signal);
      using _watching = watch.add(() => undefined);
      return await runCall(ports, { ...request, signal: tracked.signal });
    },
    async [Symbol.asyncDispose]() {
      watch[Symbol.dispose]();
      running.endAll();
      await ports.pool[Symbol.asyncDispose]();
    },
  };

  async function listings(): Promise<Result<readonly ToolListing[], KamiError>> {
    const revision = await tools.revision();
    if (!revision.ok) return revision;
    if (listed?.revision === revision.value) return ok(listed.listings);
    const all: InstalledTool[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await tools.list({
        state: 'active',
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (!page.ok) return page;
      all.push(...page.value.tools);
      cursor = page.value.next;
      if (cursor === undefined) break;
    }
    const found = all.flatMap((tool) => listingsOf(tool, ports.sha256));
    found.sort((a, b) => (a.mcpName < b.mcpName ? -1 : 1));
    listed = { revision: revision.value, listings: found };
    return ok(found);
  }
}

/** The callable functions of a tool with their names towards clients. */
export function listingsOf(
  tool: InstalledTool,
  sha256: (bytes: Uint8Array) => Digest,
): readonly ToolListing[] {
  const single = tool.definitions.length === 1;
  return tool.definitions.map((definition) => ({
    mcpName: mcpToolName(tool.name, definition.name, single, (text) =>
      sha256(new TextEncoder().encode(text)),
    ),
    tool,
    definition,
  }));
}
