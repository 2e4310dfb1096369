import { Option, type Command } from 'commander';
import type { BuildOptions } from '../commands/build.ts';
import type { InitOptions } from '../commands/init.ts';
import { LANGUAGE_NAMES } from '../templates/language.ts';
import type { DevOptions } from '../commands/dev.ts';
import { collect, type Launch } from './launch.ts';

/** Adds the commands for authors of tools. */
export function addProjectCommands(program: Command, launch: Launch): void {
  program
    .command('init')
    .description('begin a tool in a new folder, from the template of a language')
    .argument('[name]', 'what the tool and its folder are called')
    .addOption(new Option('--lang <language>', 'what it is written in').choices(LANGUAGE_NAMES))
    .option('--id <id>', 'its id, reverse DNS (default: local.NAME)')
    .option('--list', 'list the languages, and whether what they need is there', false)
    .action((name: string | undefined, options: InitOptions) =>
      launch(async (app) => (await import('../commands/init.ts')).initCommand(app, name, options), {
        leavesHome: true,
      }),
    );
  program
    .command('build')
    .description('build the tool in a folder by its [build] command, and show what was made')
    .argument('[dir]', 'the folder with tool.toml', '.')
    .option('--force', 'build although nothing changed', false)
    .addOption(engineOption())
    .action((dir: string, options: BuildOptions) =>
      launch(async (app) => (await import('../commands/build.ts')).buildCommand(app, dir, options), {
        leavesHome: true,
      }),
    );
  program
    .command('dev')
    .description('build and install the tool in a folder, and again at each change')
    .argument('[dir]', 'the folder with tool.toml', '.')
    .option('--grant <grant>', 'grant something, as kami install does; may be repeated', collect, [])
    .option('-y, --yes', 'grant what the manifest asks for, without folders and secrets', false)
    .addOption(engineOption())
    .action((dir: string, options: DevOptions) =>
      launch(async (app) => (await import('../commands/dev.ts')).devCommand(app, dir, options)),
    );
}

function engineOption(): Option {
  return new Option('--engine <engine>', 'the JavaScript engine that the SDK builds for').choices([
    'quickjs',
    'starlingmonkey',
  ]);
}
