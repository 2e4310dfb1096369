import { Command, Option } from 'commander';
import { addConnectCommand } from './program/connect-command.ts';
import { addHomeCommands } from './program/home-commands.ts';
import type { Launch } from './program/launch.ts';
import { addManuals } from './program/manuals.ts';
import { addPermissionCommands } from './program/permission-commands.ts';
import { addRunCommand } from './program/run-command.ts';
import { addPolicyCommands } from './program/policy-commands.ts';
import { addSyncCommands } from './program/sync-commands.ts';
import { addProjectCommands } from './program/project-commands.ts';
import { addSecretCommands } from './program/secret-commands.ts';
import { addSignatureCommands } from './program/signature-commands.ts';
import { addTokenCommands } from './program/token-commands.ts';
import { addToolCommands } from './program/tool-commands.ts';
import { addUpkeepCommands } from './program/upkeep-commands.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly home?: string;
  readonly json?: boolean;
  readonly logLevel?: string;
}

/**
 * The command line of `kami`: names, arguments and help; each command is loaded when it is run. Where the first `word` is
 * `run`, no other command is described: describing all of them costs a cold call some 8 ms.
 */
export function buildProgram(version: string, launch: Launch, word?: string): Command {
  const program = new Command('kami')
    .description(
      'Runs WebAssembly components as tools for language models. What a tool was not granted, it cannot do.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .option('--home <dir>', 'the home folder (default: KAMI_HOME, else the platform’s data folder)')
    .option('--json', 'print the result as JSON')
    .addOption(
      new Option('--log-level <level>', 'what to log on standard error').choices([
        'trace',
        'debug',
        'info',
        'warn',
        'error',
        'silent',
      ]),
    )
    .showHelpAfterError('(see kami --help)')
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  addRunCommand(program, launch);
  if (word === 'run') return program;
  addProjectCommands(program, launch);
  addToolCommands(program, launch);
  addSyncCommands(program, launch);
  addPermissionCommands(program, launch);
  addPolicyCommands(program, launch);
  addSecretCommands(program, launch);
  addTokenCommands(program, launch);
  addSignatureCommands(program, launch);
  addHomeCommands(program, launch);
  addUpkeepCommands(program, launch);
  addConnectCommand(program, launch);
  addManuals(program);
  return program;
}
