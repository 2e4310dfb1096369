import type { Command } from 'commander';
import { collect, type Launch } from './launch.ts';

/** Adds the commands that change what a tool may do. */
export function addPermissionCommands(program: Command, launch: Launch): void {
  program
    .command('grant')
    .description('allow a tool more; from its next call')
    .argument('<tool>', 'name or id')
    .argument(
      '<grants...>',
      'net=HOST, fs=[NAME=]DIR[:ro|:rw], private-folder, env=KEY, secret=NAME@HOST[:HEADER] or secret-read=NAME',
    )
    .action((tool: string, grants: readonly string[]) =>
      launch(async (app) => (await import('../commands/grant.ts')).grantCommand(app, tool, grants)),
    );
  program
    .command('revoke')
    .description('take grants away; running calls of the tool are ended')
    .argument('<tool>', 'name or id')
    .argument(
      '[grants...]',
      'grants as kami inspect shows them; a folder by fs=NAME, a secret by secret=NAME',
    )
    .option('--all', 'take everything away', false)
    .action((tool: string, grants: readonly string[], options: { all: boolean }) =>
      launch(async (app) => (await import('../commands/grant.ts')).revokeCommand(app, tool, grants, options)),
    );
  program
    .command('approve')
    .description('activate a held tool or version with what its manifest asks for')
    .argument('<tool>', 'name or id')
    .option('--grant <grant>', 'grant more, for example a folder; may be repeated', collect, [])
    .action((tool: string, options: { grant: readonly string[] }) =>
      launch(async (app) => (await import('../commands/grant.ts')).approveCommand(app, tool, options.grant)),
    );
}
