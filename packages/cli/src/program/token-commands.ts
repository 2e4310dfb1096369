import type { Command } from 'commander';
import { collect, type Launch } from './launch.ts';

/** Adds the commands about the tokens by which clients call over HTTP. */
export function addTokenCommands(program: Command, launch: Launch): void {
  const token = program.command('token').description('make, list and revoke the tokens of HTTP clients');
  token
    .command('create')
    .description('make a token and print it, once')
    .option(
      '--tools <pattern>',
      'only tools with such names, * for any characters; may be repeated',
      collect,
      [],
    )
    .option('--expires <when>', 'a time from now (30d, 12h, 90m) or a date (2027-01-31)')
    .option('--name <name>', 'what you call it', '')
    .action((options: { tools: readonly string[]; expires?: string; name: string }) =>
      launch(async (app) => (await import('../commands/token.ts')).createTokenCommand(app, options)),
    );
  token
    .command('list')
    .alias('ls')
    .description('list the tokens, without their secrets')
    .action(() => launch(async (app) => (await import('../commands/token.ts')).listTokensCommand(app)));
  token
    .command('revoke')
    .description('end a token with its sessions and running calls')
    .argument('<id>', 'the id, as kami token list shows it')
    .action((id: string) =>
      launch(async (app) => (await import('../commands/token.ts')).revokeTokenCommand(app, id)),
    );
}
