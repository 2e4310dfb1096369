import type { Command } from 'commander';
import type { RunOptions } from '../commands/run.ts';
import { positiveInteger, type Launch } from './launch.ts';

/** Adds the command that calls a tool. */
export function addRunCommand(program: Command, launch: Launch): void {
  program
    .command('run')
    .description('call a tool; the answer goes to standard output')
    .argument(
      '<tool>',
      'name or id, with /FUNCTION where it has several, or a path to run without installing',
    )
    .argument('[arguments...]', 'name=text, name:=JSON, name=@FILE (text), name:=@FILE (JSON)')
    .option('--args <file>', 'all arguments as one JSON object; - for standard input')
    .option('--timeout <ms>', 'end the call earlier than the tool’s own limit', positiveInteger)
    .option('--learn', 'ask about each thing that the call is denied, and call again with what you allow')
    .action((tool: string, tokens: readonly string[], options: RunOptions) =>
      launch(async (app) => (await import('../commands/run.ts')).runCommand(app, tool, tokens, options)),
    );
}
