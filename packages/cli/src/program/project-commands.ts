import { Option, type Command } from 'commander';
import type { BuildOptions } from '../commands/build.ts';
import type { Launch } from './launch.ts';

/** Adds the commands for authors of tools. */
export function addProjectCommands(program: Command, launch: Launch): void {
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
}

function engineOption(): Option {
  return new Option('--engine <engine>', 'the JavaScript engine that the SDK builds for').choices([
    'quickjs',
    'starlingmonkey',
  ]);
}
