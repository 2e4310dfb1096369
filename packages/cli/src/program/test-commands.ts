import type { Command } from 'commander';
import { findTestHome } from '../home/test-home.ts';
import type { Launch } from './launch.ts';

/** Adds the commands that test a tool while it is written. */
export function addTestCommands(program: Command, launch: Launch): void {
  program
    .command('test-host', { hidden: true })
    .description('open and call tools for the tests of their author, over standard input and output')
    .action(() =>
      launch(async (app) => (await import('../commands/test-host.ts')).testHostCommand(app), {
        home: findTestHome(process.env, process.platform),
      }),
    );
}
