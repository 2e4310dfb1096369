import { resolve } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { readConfigFile, replaceConfigFile } from '../connect/config-file.ts';
import { changeEntry } from '../connect/config-text.ts';
import { diffLines, type DiffLine } from '../connect/line-diff.ts';
import { clientNames, findClient, type McpClient } from '../connect/mcp-client.ts';
import { serveCommandLine } from '../connect/serve-command.ts';
import { confirm } from '../output/confirm.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';
import { selectedPatterns, type ToolSelection } from './tool-selection.ts';

/** Options of `kami connect CLIENT`. */
export interface ConnectOptions extends ToolSelection {
  readonly project: boolean;
  readonly name: string;
  readonly remove: boolean;
  readonly print: boolean;
  readonly yes: boolean;
}

/** A change of a client's file that is not written yet. */
interface PlannedChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly diff: readonly DiffLine[];
}

/** `kami connect CLIENT`: writes the client's configuration, after it has shown what changes and was told to. */
export async function connectCommand(app: App, clientName: string, options: ConnectOptions): CommandResult {
  const selected = selectedPatterns(app.profiles, options);
  if (!selected.ok) return selected;
  const client = findClient(clientName);
  if (!client.ok) return client;
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,47}$/u.test(options.name)) return err(badName(options.name));
  if (options.print) return print(app, client.value, options);
  const planned = plan(app, client.value, options);
  if (!planned.ok) return planned;
  const { path, before, after, diff } = planned.value;
  const action = diff.length === 0 ? 'unchanged' : options.remove ? 'removed' : 'written';
  if (diff.length > 0) {
    if (!app.json) showDiff(app, path, diff);
    const agreed = await agree(app, options, path);
    if (!agreed.ok) return agreed;
    const replaced = replaceConfigFile(path, before, after);
    if (!replaced.ok) return replaced;
  }
  if (app.json) app.console.json({ client: client.value.name, name: options.name, path, action });
  else app.console.out(outcomeOf(action, client.value, options.name, path));
  return ok(0);
}

/** Every client's name, a line each. */
export function listClients(app: App): Result<0, KamiError> {
  if (app.json) app.console.json([...clientNames()]);
  else for (const name of clientNames()) app.console.out(name);
  return ok(0);
}

function plan(app: App, client: McpClient, options: ConnectOptions): Result<PlannedChange, KamiError> {
  const scope = options.project ? 'project' : 'user';
  const path = client.configPath(scope, resolve('.'));
  if (!path.ok) return path;
  const before = readConfigFile(path.value);
  if (!before.ok) return before;
  const after = changeEntry(before.value ?? '', {
    format: client.format,
    file: path.value,
    serversPath: (document) => client.serversPath(document),
    name: options.name,
    ...(options.remove ? {} : { entry: client.entry(options.name, commandLine(app, options), scope) }),
  });
  if (!after.ok) return after;
  const diff = diffLines(before.value ?? '', after.value);
  return ok({ path: path.value, before: before.value, after: after.value, diff });
}

/** Prints what a file with this server alone would hold; the client's own file is not even read. */
function print(app: App, client: McpClient, options: ConnectOptions): Result<0, KamiError> {
  const scope = options.project ? 'project' : 'user';
  const entry = client.entry(options.name, commandLine(app, options), scope);
  const path = client.configPath(scope, resolve('.'));
  if (!path.ok) return path;
  const serversPath = (): readonly string[] => client.serversPath({});
  const text = changeEntry('', { format: client.format, file: '', serversPath, name: options.name, entry });
  if (!text.ok) return text;
  app.console.note(`For ${client.displayName}, in ${terminalText(path.value)}:`);
  app.console.out(text.value.trimEnd());
  return ok(0);
}

function commandLine(app: App, options: ConnectOptions): ReturnType<typeof serveCommandLine> {
  const running = { node: process.execPath, program: app.program, home: app.paths.root };
  return serveCommandLine(running, options);
}

function showDiff(app: App, path: string, diff: readonly DiffLine[]): void {
  app.console.note(app.console.mark('bold', terminalText(path)));
  for (const { sign, text } of diff) {
    const line = terminalText(`${sign} ${text}`);
    app.console.note(sign === ' ' ? line : app.console.mark(sign === '+' ? 'green' : 'red', line));
  }
}

async function agree(app: App, options: ConnectOptions, path: string): Promise<Result<void, KamiError>> {
  if (options.yes) return ok(undefined);
  if (!app.console.interactive || process.stdin.isTTY !== true) {
    const message = 'Nothing is written: there is nobody to ask.';
    return err(kamiError('KAMI_USAGE', message, { hint: 'Write it without a question with --yes.' }));
  }
  if (await confirm(`Write ${terminalText(path)}?`, app.signal)) return ok(undefined);
  return err(kamiError('KAMI_CANCELLED', 'Nothing was written.'));
}

function outcomeOf(action: string, client: McpClient, name: string, path: string): string {
  const where = terminalText(path);
  if (action === 'unchanged') return `${client.displayName}: ${where} is as wanted already.`;
  return action === 'removed'
    ? `${client.displayName} starts ${name} no longer: ${where}`
    : `${client.displayName} starts KAMI as ${name} from its next start: ${where}`;
}

function badName(name: string): KamiError {
  return kamiError('KAMI_USAGE', `${JSON.stringify(name.slice(0, 80))} is no name of a server.`, {
    hint: 'A name begins with a letter and has letters, digits, _ and -, at most 48.',
  });
}
