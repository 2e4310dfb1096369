import type { Command } from 'commander';
import { collect, type Launch } from './launch.ts';

/** Adds the commands that install, show and remove tools. */
export function addToolCommands(program: Command, launch: Launch): void {
  program
    .command('install')
    .description('read, check, show and install a tool')
    .argument('<source>', 'a folder with tool.toml, a .wasm component, an archive, https://… or oci://…')
    .option(
      '--grant <grant>',
      'grant net=HOST, fs=[NAME=]DIR[:ro|:rw], env=KEY, secret=NAME@HOST[:HEADER] or secret-read=NAME; may be repeated',
      collect,
      [],
    )
    .option('-y, --yes', 'grant what the manifest asks for, without folders and secrets', false)
    .action((source: string, options: { grant: readonly string[]; yes: boolean }) =>
      launch(async (app) => (await import('../commands/install.ts')).installCommand(app, source, options)),
    );
  program
    .command('push')
    .description('publish a tool in an OCI registry, logged in to by docker login')
    .argument('<source>', 'as for install')
    .argument('<target>', 'oci://REGISTRY/REPOSITORY:TAG')
    .action((source: string, target: string) =>
      launch(async (app) => (await import('../commands/push.ts')).pushCommand(app, source, target)),
    );
  program
    .command('list')
    .alias('ls')
    .description('list the installed tools')
    .action(() => launch(async (app) => (await import('../commands/list.ts')).listCommand(app)));
  program
    .command('inspect')
    .description('show what a tool is, what it may do and what it provably cannot')
    .argument('<tool>', 'name or id, a path, https://… or oci://…')
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
