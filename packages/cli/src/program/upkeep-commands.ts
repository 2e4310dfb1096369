import type { Command } from 'commander';
import type { GcOptions } from '../commands/gc.ts';
import { positiveInteger, type Launch } from './launch.ts';

/** Adds the commands that look after what a home stores. */
export function addUpkeepCommands(program: Command, launch: Launch): void {
  program
    .command('gc')
    .description('delete stored files that nothing names, older than an hour')
    .option('--dry-run', 'say what would go, and delete nothing', false)
    .option('--purge', 'delete the private folders of tools that are not installed, too', false)
    .option(
      '--events-older-than <days>',
      'also shred what events older than so many days say; the rows of the log stay, and stay verifiable',
      positiveInteger,
    )
    .action((options: GcOptions) =>
      launch(async (app) => (await import('../commands/gc.ts')).gcCommand(app, options)),
    );
  const verify = program.command('verify').description('check what is stored against its digests');
  verify
    .command('store')
    .description('check every component, prepared form, tool, grant, token and event')
    .action(() =>
      launch(async (app) => (await import('../commands/verify-store.ts')).verifyStoreCommand(app)),
    );
  program
    .command('backup')
    .description('write tools, grants, tokens and events into one file, also while servers run')
    .argument('<file>', 'the archive to write (tar)')
    .option('--secrets', 'put secrets that are kept in files in, as plain text', false)
    .option('--force', 'replace the archive if it is there', false)
    .action((file: string, options: { secrets: boolean; force: boolean }) =>
      launch(async (app) => (await import('../commands/backup.ts')).backupCommand(app, file, options)),
    );
  program
    .command('restore')
    .description('put a backup in the place of what is installed, also while servers run')
    .argument('<file>', 'an archive that kami backup wrote')
    .option('-y, --yes', 'do not ask', false)
    .action((file: string, options: { yes: boolean }) =>
      launch(async (app) => (await import('../commands/restore.ts')).restoreCommand(app, file, options)),
    );
}
