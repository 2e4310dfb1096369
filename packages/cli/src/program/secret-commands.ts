import type { Command } from 'commander';
import type { Launch } from './launch.ts';

/** Adds the commands about secrets. No option takes a value: other users of the machine see command lines. */
export function addSecretCommands(program: Command, launch: Launch): void {
  const secret = program
    .command('secret')
    .description('keep secrets for tools; what a tool may do with one is a grant')
    .addHelpText(
      'after',
      '\nGive a tool a secret with:\n' +
        '  kami grant TOOL secret=NAME@HOST[:PORT][:HEADER]   the host puts it into requests, the tool never has it\n' +
        '  kami grant TOOL secret-read=NAME                   the tool itself may read it',
    );
  secret
    .command('set')
    .description('set a secret, read from a hidden prompt or from standard input')
    .argument('<name>', 'a letter, then letters, digits, "_", "-", "."')
    .option('--from-env <variable>', 'read the value from an environment variable')
    .action((name: string, options: { fromEnv?: string }) =>
      launch(async (app) => (await import('../commands/secret-set.ts')).secretSetCommand(app, name, options)),
    );
  secret
    .command('list')
    .alias('ls')
    .description('list the secrets: where each is kept and who may use it, never its value')
    .action(() => launch(async (app) => (await import('../commands/secret-list.ts')).secretListCommand(app)));
  secret
    .command('remove')
    .alias('rm')
    .description('remove a secret; grants of it stay and find nothing')
    .argument('<name>', 'the secret')
    .action((name: string) =>
      launch(async (app) => (await import('../commands/secret-remove.ts')).secretRemoveCommand(app, name)),
    );
}
