import type { Command } from 'commander';
import type { InstallOptions } from '../commands/examine-source.ts';
import { collect, type Launch } from './launch.ts';
import { addVersionCommands } from './version-commands.ts';

/** Adds the commands that install, show and remove tools. */
export function addToolCommands(program: Command, launch: Launch): void {
  program
    .command('install')
    .description('read, check, show and install a tool')
    .argument('<source>', 'a folder with tool.toml, or a .wasm component')
    .option(
      '--grant <grant>',
      'grant net=HOST, fs=[NAME=]DIR[:ro|:rw], env=KEY, secret=NAME@HOST[:HEADER] or secret-read=NAME; may be repeated',
      collect,
      [],
    )
    .option('-y, --yes', 'grant what the manifest asks for, without folders and secrets', false)
    .option('--allow-downgrade', 'let an older version take the place of the installed one', false)
    .action((source: string, options: InstallOptions) =>
      launch(async (app) => (await import('../commands/install.ts')).installCommand(app, source, options)),
    );
  addVersionCommands(program, launch);
  program
    .command('list')
    .alias('ls')
    .description('list the installed tools')
    .action(() => launch(async (app) => (await import('../commands/list.ts')).listCommand(app)));
  program
    .command('inspect')
    .description('show what a tool is, what it may do and what it provably cannot')
    .argument('<tool>', 'name or id, or a path')
    .option('--schema', 'show the input schemas too', false)
    .action((tool: string, options: { schema: boolean }) =>
      launch(async (app) => (await import('../commands/inspect.ts')).inspectCommand(app, tool, options)),
    );
  program
    .command('remove')
    .alias('rm')
    .description('remove a tool with its grants')
    .argument('<tool>', 'name or id')
    .option('--purge', 'delete its private folder too', false)
    .action((tool: string, options: { purge: boolean }) =>
      launch(async (app) => (await import('../commands/remove.ts')).removeCommand(app, tool, options)),
    );
}
