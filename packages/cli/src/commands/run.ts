import type { InstalledTool } from '@kami/registry';
import type { Asker, CallReport, CallRequest, ToolHost } from '@kami/runtime';
import { describeDenial } from '@kami/sandbox';
import { err, kamiError, ok, type KamiError, type Result, type ToolDefinition } from '@kami/types';
import type { App } from '../app.ts';
import type { StackMapper } from '../building/map-stack.ts';
import type { ThrownByTool } from '../building/thrown-by-tool.ts';
import { textFor } from '../output/console.ts';
import { reportJson } from '../output/outcome-json.ts';
import { outcomeText } from '../output/outcome-text.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { StartCall } from '../learning/learn-call.ts';
import { callObserver } from './call-observer.ts';
import type { CommandResult } from './command.ts';
import { openTarget } from './open-target.ts';
import { readArguments } from './read-arguments.ts';

/** What `kami run` was told. */
export interface RunOptions {
  readonly args?: string;
  readonly timeout?: number;
  /** Whether a person is asked about what the call is denied. */
  readonly learn?: boolean;
}

/** `kami run`: calls a tool and prints its answer. */
export async function runCommand(
  app: App,
  name: string,
  tokens: readonly string[],
  options: RunOptions,
): CommandResult {
  const learning = options.learn === true ? await import('./learn.ts') : undefined;
  const problem = learning?.learningProblem(app, options.args);
  if (problem !== undefined) return err(problem);
  const target = await openTarget(app, name);
  if (!target.ok) return target;
  const { tool, host, functionName, sourceMap } = target.value;
  const mapStack = sourceMap === undefined ? undefined : await stackMapper(sourceMap);
  const definition = chooseDefinition(tool, functionName);
  if (!definition.ok) return definition;
  const args = await readArguments(tokens, options.args, definition.value.inputSchema);
  if (!args.ok) return args;
  let thrown: ThrownByTool | undefined;
  const start: StartCall = async (allowed, granted, onDenial) =>
    call(
      app,
      host,
      { tool: allowed, definition: definition.value.name, args: args.value, granted, onDenial },
      options,
      mapStack,
      (found) => (thrown = found),
    );
  const report =
    learning === undefined
      ? await start(tool, tool.permission, () => undefined)
      : await learning.learnFromCall(app, tool, start);
  return report.ok ? printReport(app, tool, report.value, mapStack, thrown) : report;
}

async function call(
  app: App,
  host: ToolHost,
  made: Pick<CallRequest, 'tool' | 'definition' | 'args' | 'granted' | 'onDenial'>,
  { timeout: timeoutMs, args: argumentsFrom }: RunOptions,
  mapStack: StackMapper | undefined,
  onThrown: (thrown: ThrownByTool | undefined) => void,
): Promise<Result<CallReport, KamiError>> {
  using observer = callObserver(app, mapStack);
  const asker = await askerOf(app, made.tool.name, argumentsFrom, observer.hide);
  const context = host.context(app.actor, {
    priority: 'P0',
    ...(asker === undefined ? {} : { client: asker.features }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const report = await host.call({ ...made, context, signal: app.signal, observer, ...(asker && { asker }) });
  onThrown(observer.thrown());
  return report;
}

/** The person at the terminal, if there is one that does not give the arguments; `clear` makes room for questions. */
async function askerOf(
  app: App,
  tool: string,
  argumentsFrom: string | undefined,
  clear: () => void,
): Promise<Asker | undefined> {
  if (!app.console.interactive || process.stdin.isTTY !== true || argumentsFrom === '-') return undefined;
  const { createTerminalAsker } = await import('../asking/terminal-asker.ts');
  const { openQuestioner } = await import('../learning/questioner.ts');
  return createTerminalAsker(tool, (signal) => {
    clear();
    return openQuestioner(signal);
  });
}

async function stackMapper(sourceMap: string): Promise<StackMapper> {
  return (await import('../building/map-stack.ts')).createStackMapper(sourceMap);
}

function printReport(
  app: App,
  tool: InstalledTool,
  report: CallReport,
  mapStack: StackMapper = (text) => text,
  thrown?: ThrownByTool,
): Result<0 | 1, KamiError> {
  const { outcome, denials } = report;
  if (app.json) app.console.json(reportJson(report));
  else if (outcome.isError)
    app.console.note(
      `${app.console.mark('red', 'error')} ${tool.name}: ${terminalText(mapStack(outcomeText(outcome)))}`,
    );
  else app.console.out(textFor(app.stdout, outcomeText(outcome)));
  if (outcome.isError)
    for (const frame of thrown?.frames ?? []) app.console.note(`    ${terminalText(frame)}`);
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
