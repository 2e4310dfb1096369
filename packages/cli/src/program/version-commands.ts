import type { Command } from 'commander';
import type { InstallOptions } from '../commands/examine-source.ts';
import type { Launch } from './launch.ts';

/** Adds the commands that put one version of a tool in the place of another. */
export function addVersionCommands(program: Command, launch: Launch): void {
  program
    .command('update')
    .description('read tools again from where they came from; a version that differs waits for approval')
    .argument('[tool...]', 'names or ids; every tool where none is named')
    .option('-y, --yes', 'approve what the new versions ask for, without folders and secrets', false)
    .option('--allow-downgrade', 'let an older version take the place of the installed one', false)
    .action((tools: readonly string[], options: Omit<InstallOptions, 'grant'>) =>
      launch(async (app) => (await import('../commands/update.ts')).updateCommand(app, tools, options)),
    );
  program
    .command('rollback')
    .description('make an earlier version active again; the last one unless one is named')
    .argument('<tool>', 'name or id')
    .argument('[version]', 'as kami inspect shows it')
    .action((tool: string, version: string | undefined) =>
      launch(async (app) => (await import('../commands/rollback.ts')).rollbackCommand(app, tool, version)),
    );
}
