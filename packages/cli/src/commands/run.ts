import type { InstalledTool } from '@kami/registry';
import type { CallReport, ToolHost } from '@kami/runtime';
import { describeDenial } from '@kami/sandbox';
import {
  err,
  kamiError,
  ok,
  type JsonObject,
  type KamiError,
  type Result,
  type ToolDefinition,
} from '@kami/types';
import type { App } from '../app.ts';
import { textFor } from '../output/console.ts';
import { reportJson } from '../output/outcome-json.ts';
import { outcomeText } from '../output/outcome-text.ts';
import { terminalText } from '../output/terminal-text.ts';
import { callObserver } from './call-observer.ts';
import type { CommandResult } from './command.ts';
import { openTarget } from './open-target.ts';
import { readArguments } from './read-arguments.ts';

/** What `kami run` was told. */
export interface RunOptions {
  readonly args?: string;
  readonly timeout?: number;
}

/** `kami run`: calls a tool and prints its answer. */
export async function runCommand(
  app: App,
  name: string,
  tokens: readonly string[],
  options: RunOptions,
): CommandResult {
  const target = await openTarget(app, name);
  if (!target.ok) return target;
  const { tool, host, functionName } = target.value;
  const definition = chooseDefinition(tool, functionName);
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
  const context = host.context(app.actor, {
    priority: 'P0',
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  using observer = callObserver(app);
  return await host.call({ tool, definition, args, context, signal: app.signal, observer });
}

function printReport(app: App, tool: InstalledTool, report: CallReport): Result<0 | 1, KamiError> {
  const { outcome, denials } = report;
  if (app.json) app.console.json(reportJson(report));
  else if (outcome.isError)
    app.console.note(
      `${app.console.mark('red', 'error')} ${tool.name}: ${terminalText(outcomeText(outcome))}`,
    );
  else app.console.out(textFor(app.stdout, outcomeText(outcome)));
  for (const denial of denials)
    app.console.note(
      `${app.console.mark('yellow', 'denied')} ${terminalText(describeDenial(tool.name, denial))}`,
    );
  return ok(outcome.isError ? 1 : 0);
}

function chooseDefinition(
  { name, definitions }: InstalledTool,
  wanted: string | undefined,
): Result<ToolDefinition, KamiError> {
  const names = definitions.map((definition) => definition.name);
  const [only] = definitions;
  const chosen =
    wanted === undefined && names.length === 1
      ? only
      : definitions.find((definition) => definition.name === wanted);
  if (chosen !== undefined) return ok(chosen);
  const message =
    wanted === undefined
      ? `${name} has ${names.length} functions; say which.`
      : `${name} has no function ${JSON.stringify(wanted)}.`;
  return err(
    kamiError('KAMI_USAGE', message, {
      hint: names.map((known) => `kami run ${name}/${known}`).join('\n    '),
    }),
  );
}
