import type { Command } from 'commander';
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
    .action((options: { http?: string | true; allowHost: readonly string[] }) =>
      launch(async (app) => (await import('../commands/serve.ts')).serveCommand(app, options)),
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
