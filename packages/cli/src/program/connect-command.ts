import type { Command } from 'commander';
import { collect, type Launch } from './launch.ts';

/** Options of `kami connect` as they are given. */
interface ConnectFlags {
  readonly project: boolean;
  readonly user: boolean;
  readonly name: string;
  readonly tools: readonly string[];
  readonly profile?: string;
  readonly remove: boolean;
  readonly print: boolean;
  readonly yes: boolean;
  readonly bundle?: string | true;
}

/** Adds the command that makes clients know KAMI. */
export function addConnectCommand(program: Command, launch: Launch): void {
  program
    .command('connect')
    .description(
      'write the configuration of an MCP client, so that it starts KAMI; without a client, list them',
    )
    .argument(
      '[client]',
      'claude-code, claude-desktop, vscode, cursor, codex, gemini, zed, windsurf, opencode, goose, …',
    )
    .option('--user', 'your own configuration of the client (default)', false)
    .option('--project', 'the configuration of the project in the current folder', false)
    .option('--name <name>', 'what the client calls the server', 'kami')
    .option('--tools <pattern>', 'serve only tools whose name or id it matches; may be repeated', collect, [])
    .option('--profile <name>', 'serve only the tools of [profiles.NAME] in config.toml')
    .option('--remove', 'take the server out of the configuration', false)
    .option('--print', 'print what would be written, and write nothing', false)
    .option('-y, --yes', 'write without a question', false)
    .option(
      '--bundle [out]',
      'write an .mcpb bundle, and a server.json beside it, for clients that install those',
    )
    .action((client: string | undefined, flags: ConnectFlags) =>
      launch(async (app) =>
        (await import('../commands/connect-or-bundle.ts')).connectOrBundle(app, client, flags),
      ),
    );
}
