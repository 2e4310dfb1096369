import { mcpToolName } from '@kami/protocol';
import type { InstalledTool, ToolRepository } from '@kami/registry';
import {
  detach,
  err,
  ok,
  unlessAborted,
  type Clock,
  type Digest,
  type KamiError,
  type Random,
  type Result,
} from '@kami/types';
import { drainCalls } from './call/drain-calls.ts';
import { newContext } from './call/new-context.ts';
import { runCall, type CallPorts } from './call/run-call.ts';
import { signatureGate } from './call/signature-gate.ts';
import { runFeatureCall } from './features/feature-call.ts';
import { promptListings } from './features/prompt-listings.ts';
import { createCatalogueWatch } from './listing/catalogue-watch.ts';
import { readActiveTools } from './listing/read-active-tools.ts';
import { createRunningCalls } from './listing/running-calls.ts';
import { createToolSignals } from './listing/tool-signals.ts';
import { stopping } from './scheduler/refusal.ts';
import type { RuntimeSettings } from './settings.ts';
import type { CallOrder, ToolHost, ToolListing } from './tool-host.ts';

/** What the runtime needs beside the ports of calls. */
export interface RuntimePorts extends Omit<CallPorts, 'signal'> {
  readonly tools: ToolRepository;
  readonly settings: RuntimeSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (bytes: Uint8Array) => Digest;
  /** Name of the home. */
  readonly workspace: string;
}

/** Milliseconds that the end of a host waits for calls whose executors have ended. */
const LAST_CALLS_MS = 1000;

/** Makes the host of tools over a catalogue and a pool. */
export function createToolHost(ports: RuntimePorts): ToolHost {
  const { tools, settings } = ports;
  const running = createRunningCalls(tools, ports.later);
  const watch = createCatalogueWatch(tools, settings.listPollMs, () => detach(running.review()));
  const signals = createToolSignals();
  const callPorts: CallPorts = { ...ports, signal: signals.tell };
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
      return track(request, (signal) => runCall(callPorts, { ...request, signal }));
    },
    async ask(request) {
      return track(request, (signal) => runFeatureCall(callPorts, { ...request, signal }));
    },
    prompts: (of) => promptListings(of, ports.sha256),
    onSignal: (listener) => signals.add(listener),
    drain: (bounds) => drainCalls(ports.scheduler, running, bounds),
    async [Symbol.asyncDispose]() {
      watch[Symbol.dispose]();
      signals[Symbol.dispose]();
      running.endAll(stopping());
      await ports.pool[Symbol.asyncDispose]();
      await lastEvents();
    },
  };

  /** Resolves when the calls that were ended have ended, within a second, and their events are appended: tasks keep their order. */
  async function lastEvents(): Promise<void> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), LAST_CALLS_MS);
    await unlessAborted(running.settled(), late.signal);
    clearTimeout(timer);
    await new Promise<void>((resolve) => ports.afterAnswer(resolve));
  }

  /** Runs a call that ends when its tool loses its grant or KAMI ends. */
  async function track<T>(
    { tool, signal, granted }: CallOrder,
    run: (signal: AbortSignal) => Promise<Result<T, KamiError>>,
  ): Promise<Result<T, KamiError>> {
    // A call that is started again was asked about, for minutes perhaps.
    const found = { ...tool, permission: granted ?? tool.permission };
    using tracked = running.add(found, signal, granted !== undefined);
    using _watching = watch.add(() => undefined);
    const report = await run(tracked.signal);
    const isCancelled = !report.ok && report.error.code === 'KAMI_CANCELLED';
    return isCancelled && tracked.ended !== undefined ? err(tracked.ended) : report;
  }

  async function listings(): Promise<Result<readonly ToolListing[], KamiError>> {
    const revision = await tools.revision();
    if (!revision.ok) return revision;
    if (listed?.revision === revision.value) return ok(listed.listings);
    const all = await readActiveTools(tools, ports.warn);
    if (!all.ok) return all;
    const offered = all.value.filter((tool) => signatureGate(ports.trust, tool) === undefined);
    if (offered.length < all.value.length) ports.warn(refusedBySignature(all.value, offered));
    const { found, clashes } = separateListings(offered.flatMap((tool) => listingsOf(tool, ports.sha256)));
    for (const name of clashes)
      ports.warn(`several functions would be ${name} towards clients; none of them is offered`);
    listed = { revision: revision.value, listings: found };
    return ok(found);
  }
}

function refusedBySignature(all: readonly InstalledTool[], offered: readonly InstalledTool[]): string {
  const names = all.filter((tool) => !offered.includes(tool)).map(({ name }) => name);
  return `not offered, by the policy of signatures: ${names.join(', ')}; kami inspect shows who signed them`;
}

/**
 * Listings sorted by name towards clients, without those that share one: a tool that takes another's name would get its
 * calls, with what a model tells it.
 */
export function separateListings(all: readonly ToolListing[]): {
  readonly found: readonly ToolListing[];
  readonly clashes: readonly string[];
} {
  const byName = Map.groupBy(all, ({ mcpName }) => mcpName);
  const found = [...byName.values()].flatMap((listings) => (listings.length === 1 ? listings : []));
  const clashes = [...byName].flatMap(([name, { length }]) => (length === 1 ? [] : [name]));
  return { found: found.sort((a, b) => (a.mcpName < b.mcpName ? -1 : 1)), clashes };
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
