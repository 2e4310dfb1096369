import type { Command } from 'commander';
import type { SyncFlags } from '../sync/sync-options.ts';
import type { Launch } from './launch.ts';

/** Adds the commands that make a home from a file, and a file from a home. */
export function addSyncCommands(program: Command, launch: Launch): void {
  program
    .command('sync')
    .description('make the home match a kami.toml, as its kami.lock pins it, without a question')
    .argument('[file]', 'the file that declares the tools', 'kami.toml')
    .option('--check', 'say what differs and change nothing; exit code 3 when something does', false)
    .option('--dry-run', 'show what would be done and change nothing', false)
    .option('--prune', 'remove tools that the file does not name; their private folders stay', false)
    .option('--update [tool]', 'renew the lock, for one tool or for all; may be repeated', collectUpdates)
    .option('--frozen', 'refuse to write the lock; the default where CI is set')
    .option('--no-frozen', 'write the lock where it lacks something, also where CI is set')
    .action((file: string, flags: SyncFlags) =>
      launch(async (app) => (await import('../commands/sync.ts')).syncCommand(app, file, flags)),
    );
  program
    .command('export')
    .description('write a kami.toml and its kami.lock of what is installed and granted')
    .argument('[file]', 'where to write; never in the place of a file', 'kami.toml')
    .action((file: string) =>
      launch(async (app) => (await import('../commands/export.ts')).exportCommand(app, file)),
    );
}

/** Collects `--update`; without a name it is about all tools. */
function collectUpdates(
  tool: string,
  before: true | readonly string[] | undefined,
): true | readonly string[] {
  return before === true ? true : [...(before ?? []), tool];
}
