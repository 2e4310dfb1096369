import type { Command } from 'commander';
import type { ServeOptions } from '../commands/serve.ts';
import { collect, positiveInteger, type Launch } from './launch.ts';

/** Adds the commands about a whole home. */
export function addHomeCommands(program: Command, launch: Launch): void {
  program
    .command('serve')
    .description('serve the tools to an MCP client on standard input and output, or to many over HTTP')
    .option('--http [address]', 'serve over HTTP at [HOST:]PORT; only this machine and http.port unless said')
    .option(
      '--allow-host <name>',
      'a name that other machines reach this server by; may be repeated; needed where HOST is not this machine alone',
      collect,
      [],
    )
    .option(
      '--tools <pattern>',
      'only tools whose name or id it matches: * is any characters, ? one; may be repeated',
      collect,
      [],
    )
    .option('--profile <name>', 'only the tools of [profiles.NAME] in config.toml')
    .option(
      '--learn',
      'log what tools are denied; nothing is asked and nothing granted (see kami policy suggest)',
    )
    .action((options: ServeOptions) =>
      launch(async (app) => (await import('../commands/serve.ts')).serveCommand(app, options), {
        // A client starts a server to see what it is; one over HTTP is started by a person, for clients with tokens.
        leavesHome: options.http === undefined,
      }),
    );
  program
    .command('log')
    .description('show what happened')
    .option('--tool <tool>', 'only events of a tool')
    .option('--call <id>', 'only events of a call')
    .option('-n, --limit <count>', 'how many of the newest events', positiveInteger, 50)
    .action((options: { tool?: string; call?: string; limit: number }) =>
      launch(async (app) => (await import('../commands/log.ts')).logCommand(app, options)),
    );
  program
    .command('config')
    .description('show every effective setting and where it came from')
    .action(() => launch(async (app) => (await import('../commands/config.ts')).configCommand(app)));
  program
    .command('doctor')
    .description('check walls, versions and paths, and say what is missing')
    .action(() => launch(async (app) => (await import('../commands/doctor.ts')).doctorCommand(app)));
}
