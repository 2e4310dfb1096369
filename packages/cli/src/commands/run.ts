import { stat } from 'node:fs/promises';
import type { InstalledTool } from '@kami/registry';
import type { CallReport, Examination, ToolHost } from '@kami/runtime';
import { describeDenial } from '@kami/sandbox';
import { err, kamiError, NO_PERMISSION, ok, type JsonObject, type KamiError, type Result, type ToolDefinition } from '@kami/types';
import type { App } from '../app.ts';
import { textFor } from '../output/console.ts';
import { outcomeText } from '../output/outcome-text.ts';
import { terminalText } from '../output/terminal-text.ts';
import { callObserver } from './call-observer.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';
import { loadCandidate } from './load-candidate.ts';
import { readArguments } from './read-arguments.ts';

/** What `kami run` was told. */
export interface RunOptions {
  readonly args?: string;
  readonly timeout?: number;
}

interface Target {
  readonly tool: InstalledTool;
  readonly host: ToolHost;
}

/** `kami run`: calls a tool and prints its answer. */
export async function runCommand(app: App, name: string, tokens: readonly string[], options: RunOptions): CommandResult {
  const [toolName, functionName] = splitTarget(name);
  const target = (await isPath(name)) ? await openPath(app, name) : await openInstalled(app, toolName);
  if (!target.ok) return target;
  const { tool, host } = target.value;
  const definition = chooseDefinition(tool, (await isPath(name)) ? undefined : functionName);
  if (!definition.ok) return definition;
  const args = await readArguments(tokens, options.args, definition.value.inputSchema);
  if (!args.ok) return args;
  const report = await call(app, host, tool, definition.value.name, args.value, options.timeout);
  return report.ok ? printReport(app, tool, report.value) : report;
}

async function call(
  app: App,
  host: ToolHost,
  tool: InstalledTool,
  definition: string,
  args: JsonObject,
  timeoutMs: number | undefined,
): Promise<Result<CallReport, KamiError>> {
  const context = host.context(app.actor, { priority: 'P0', ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  using observer = callObserver(app);
  return host.call({ tool, definition, args, context, signal: app.signal, observer });
}

function printReport(app: App, tool: InstalledTool, { outcome, denials, durationMs }: CallReport): Result<0 | 1, KamiError> {
  if (app.json) {
    const { content, structured, isError } = outcome;
    const blocks = content.map((block) => ({ ...block }));
    app.console.json({ isError, content: blocks as never, ...(structured === undefined ? {} : { structured }), durationMs });
  } else if (outcome.isError) app.console.note(`${app.console.mark('red', 'error')} ${tool.name}: ${terminalText(outcomeText(outcome))}`);
  else app.console.out(textFor(app.stdout, outcomeText(outcome)));
  for (const denial of denials) app.console.note(`${app.console.mark('yellow', 'denied')} ${terminalText(describeDenial(tool.name, denial))}`);
  return ok(outcome.isError ? 1 : 0);
}

async function openInstalled(app: App, name: string): Promise<Result<Target, KamiError>> {
  const host = app.toolHost('call');
  const home = await app.home();
  if (!home.ok) return home;
  const tool = await findTool(home.value, name);
  if (!tool.ok) return tool;
  const opened = await host;
  return opened.ok ? ok({ tool: tool.value, host: opened.value }) : opened;
}

/** A component or folder that is not installed: prepared for this call, without any grant. */
async function openPath(app: App, path: string): Promise<Result<Target, KamiError>> {
  const candidate = await loadCandidate(app, path);
  if (!candidate.ok) return candidate;
  const examination = await app.examine(candidate.value, () => undefined);
  if (!examination.ok) return examination;
  const host = await app.toolHost('call', examination.value);
  return host.ok ? ok({ tool: uninstalledTool(examination.value, path), host: host.value }) : host;
}

function uninstalledTool(examination: Examination, source: string): InstalledTool {
  const { manifest, facts, definitions, digest, contractHash, component, prepared } = examination;
  const { id, name, version } = manifest;
  const { convention, usedImports: imports } = facts;
  const size = component.length;
  return { id, name, version, digest, contractHash, size, manifest, convention, imports, definitions, prepared, state: 'active', permission: NO_PERMISSION, installedAt: '', source };
}

function chooseDefinition({ name, definitions }: InstalledTool, wanted: string | undefined): Result<ToolDefinition, KamiError> {
  const names = definitions.map((definition) => definition.name);
  const [only] = definitions;
  const chosen = wanted === undefined && names.length === 1 ? only : definitions.find((definition) => definition.name === wanted);
  if (chosen !== undefined) return ok(chosen);
  const message = wanted === undefined ? `${name} has ${names.length} functions; say which.` : `${name} has no function ${JSON.stringify(wanted)}.`;
  return err(kamiError('KAMI_USAGE', message, { hint: names.map((known) => `kami run ${name}/${known}`).join('\n    ') }));
}

function splitTarget(name: string): readonly [string, string | undefined] {
  const slash = name.indexOf('/');
  return slash < 0 ? [name, undefined] : [name.slice(0, slash), name.slice(slash + 1)];
}

/** Whether TOOL is a path: it looks like one, or names a folder with a manifest. */
async function isPath(name: string): Promise<boolean> {
  if (name.endsWith('.wasm') || name.startsWith('.') || name.startsWith('/') || name.startsWith('~')) return true;
  if (!name.includes('/')) return false;
  return stat(name).then((found) => found.isDirectory(), () => false);
}
