import { Command, InvalidArgumentError, Option } from 'commander';
import type { App } from './app.ts';
import type { CommandResult } from './commands/command.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly home?: string;
  readonly json?: boolean;
  readonly logLevel?: string;
}

/** Runs a command once its program part is loaded. */
export type Launch = (command: (app: App) => CommandResult) => Promise<void>;

/** The command line of `kami`: names, arguments and help; each command is loaded when it is run. */
export function buildProgram(version: string, launch: Launch): Command {
  const program = new Command('kami')
    .description('Runs WebAssembly components as tools for language models. What a tool was not granted, it cannot do.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .option('--home <dir>', 'the home folder (default: KAMI_HOME, else the platform’s data folder)')
    .option('--json', 'print the result as JSON')
    .addOption(new Option('--log-level <level>', 'what to log on standard error').choices(['trace', 'debug', 'info', 'warn', 'error', 'silent']))
    .showHelpAfterError('(see kami --help)')
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  addToolCommands(program, launch);
  addPermissionCommands(program, launch);
  addHomeCommands(program, launch);
  return program;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}

function addToolCommands(program: Command, launch: Launch): void {
  program
    .command('install')
    .description('read, check, show and install a tool')
    .argument('<source>', 'a folder with tool.toml, or a .wasm component')
    .option('--grant <grant>', 'grant net=HOST, fs=[NAME=]DIR[:ro|:rw] or env=KEY; may be repeated', collect, [])
    .option('-y, --yes', 'grant what the manifest asks for, without folders and secrets', false)
    .action((source: string, options: { grant: readonly string[]; yes: boolean }) =>
      launch(async (app) => (await import('./commands/install.ts')).installCommand(app, source, options)));
  program
    .command('run')
    .description('call a tool; the answer goes to standard output')
    .argument('<tool>', 'name or id, with /FUNCTION where it has several, or a path to run without installing')
    .argument('[arguments...]', 'name=text, name:=JSON, name=@FILE (text), name:=@FILE (JSON)')
    .option('--args <file>', 'all arguments as one JSON object; - for standard input')
    .option('--timeout <ms>', 'end the call earlier than the tool’s own limit', positiveInteger)
    .action((tool: string, tokens: readonly string[], options: { args?: string; timeout?: number }) =>
      launch(async (app) => (await import('./commands/run.ts')).runCommand(app, tool, tokens, options)));
  program
    .command('list')
    .alias('ls')
    .description('list the installed tools')
    .action(() => launch(async (app) => (await import('./commands/list.ts')).listCommand(app)));
  program
    .command('inspect')
    .description('show what a tool is, what it may do and what it provably cannot')
    .argument('<tool>', 'name or id, or a path')
    .option('--schema', 'show the input schemas too', false)
    .action((tool: string, options: { schema: boolean }) =>
      launch(async (app) => (await import('./commands/inspect.ts')).inspectCommand(app, tool, options)));
  program
    .command('remove')
    .alias('rm')
    .description('remove a tool with its grants')
    .argument('<tool>', 'name or id')
    .option('--purge', 'delete its private folder too', false)
    .action((tool: string, options: { purge: boolean }) =>
      launch(async (app) => (await import('./commands/remove.ts')).removeCommand(app, tool, options)));
}

function addPermissionCommands(program: Command, launch: Launch): void {
  program
    .command('grant')
    .description('allow a tool more; from its next call')
    .argument('<tool>', 'name or id')
    .argument('<grants...>', 'net=HOST, fs=[NAME=]DIR[:ro|:rw] or env=KEY')
    .action((tool: string, grants: readonly string[]) =>
      launch(async (app) => (await import('./commands/grant.ts')).grantCommand(app, tool, grants)));
  program
    .command('revoke')
    .description('take grants away; running calls of the tool are ended')
    .argument('<tool>', 'name or id')
    .argument('[grants...]', 'grants as kami inspect shows them; a folder by fs=NAME')
    .option('--all', 'take everything away', false)
    .action((tool: string, grants: readonly string[], options: { all: boolean }) =>
      launch(async (app) => (await import('./commands/grant.ts')).revokeCommand(app, tool, grants, options)));
  program
    .command('approve')
    .description('activate a held tool or version with what its manifest asks for')
    .argument('<tool>', 'name or id')
    .option('--grant <grant>', 'grant more, for example a folder; may be repeated', collect, [])
    .action((tool: string, options: { grant: readonly string[] }) =>
      launch(async (app) => (await import('./commands/grant.ts')).approveCommand(app, tool, options.grant)));
}

function addHomeCommands(program: Command, launch: Launch): void {
  program
    .command('serve')
    .description('serve the tools to an MCP client on standard input and output')
    .action(() => launch(async (app) => (await import('./commands/serve.ts')).serveCommand(app)));
  program
    .command('log')
    .description('show what happened')
    .option('--tool <tool>', 'only events of a tool')
    .option('--call <id>', 'only events of a call')
    .option('-n, --limit <count>', 'how many of the newest events', positiveInteger, 50)
    .action((options: { tool?: string; call?: string; limit: number }) =>
      launch(async (app) => (await import('./commands/log.ts')).logCommand(app, options)));
  program
    .command('config')
    .description('show every effective setting and where it came from')
    .action(() => launch(async (app) => (await import('./commands/config.ts')).configCommand(app)));
  program
    .command('doctor')
    .description('check walls, versions and paths, and say what is missing')
    .action(() => launch(async (app) => (await import('./commands/doctor.ts')).doctorCommand(app)));
}
