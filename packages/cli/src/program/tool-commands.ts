import type { GrantedCapability, InstallationState, ToolOrder } from '@kami/registry';
import { Option, type Command } from 'commander';
import type { InstallOptions } from '../commands/examine-source.ts';
import type { ListOptions } from '../commands/list.ts';
import type { PushOptions } from '../commands/push.ts';
import { collect, positiveInteger, type Launch } from './launch.ts';
import { addVersionCommands } from './version-commands.ts';

// Written down here too: loading them would load the parser of manifests with every command.
const STATES: Readonly<Record<Exclude<InstallationState, 'earlier'>, true>> = { active: true, held: true };
const CAPABILITIES: Readonly<Record<GrantedCapability, true>> = {
  network: true,
  files: true,
  environment: true,
  secrets: true,
};
const ORDERS: Readonly<Record<ToolOrder, true>> = { name: true, installed: true, size: true };

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
    .option('--allow-downgrade', 'let an older version take the place of the installed one', false)
    .action((source: string, options: InstallOptions) =>
      launch(async (app) => (await import('../commands/install.ts')).installCommand(app, source, options)),
    );
  addVersionCommands(program, launch);
  program
    .command('push')
    .description('publish a tool in an OCI registry, logged in to by docker login')
    .argument('<source>', 'as for install')
    .argument('<target>', 'oci://REGISTRY/REPOSITORY:TAG')
    .option('--key <file>', 'sign it with this private key, as kami key create makes it')
    .option('--passphrase-env <variable>', 'the environment variable with the passphrase of the key')
    .action((source: string, target: string, options: PushOptions) =>
      launch(async (app) => (await import('../commands/push.ts')).pushCommand(app, source, target, options)),
    );
  program
    .command('list')
    .alias('ls')
    .description('list the installed tools; options that filter are joined by and')
    .addOption(new Option('--state <state>', 'only tools in this state').choices(Object.keys(STATES)))
    .addOption(
      new Option('--capability <kind>', 'only tools that were granted something of this kind').choices(
        Object.keys(CAPABILITIES),
      ),
    )
    .option('--source <text>', 'only tools whose source starts with this, for example https://')
    .option('--search <words>', 'only tools with each of these words in name, id or descriptions')
    .addOption(
      new Option('--sort <order>', 'by name, installed (newest first) or size (largest first)')
        .choices(Object.keys(ORDERS))
        .default('name'),
    )
    .option('-n, --limit <count>', 'a page of so many tools (default: all)', positiveInteger)
    .option('--cursor <cursor>', 'go on after the last tool of an earlier page')
    .action((options: ListOptions) =>
      launch(async (app) => (await import('../commands/list.ts')).listCommand(app, options)),
    );
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
