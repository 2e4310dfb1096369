import type { Command } from 'commander';
import type { TestOptions } from '../commands/test.ts';
import { findTestHome } from '../home/test-home.ts';
import type { Launch } from './launch.ts';

/** Adds the commands that test a tool while it is written. */
export function addTestCommands(program: Command, launch: Launch): void {
  program
    .command('test')
    .description('build the tool in a folder and run its tests in the sandbox')
    .argument('[dir]', 'the folder with tool.toml; the current one unless said')
    .argument('[arguments...]', 'for the test runner, after --')
    .option('--no-build', 'test the component as it lies there')
    .option('--watch', 'run tests again when they change', false)
    .usage('[options] [dir] [-- arguments...]')
    .action(async (_dir: unknown, _args: unknown, options: TestOptions, command: Command) => {
      const { folders, args } = splitOperands(command.args, process.argv);
      const [folder = '.', surplus] = folders;
      if (surplus !== undefined) command.error(`error: ${surplus} is for the test runner: write it after --`);
      await launch(
        async (app) => (await import('../commands/test.ts')).testCommand(app, folder, args, options),
        { leavesHome: true },
      );
    });
  program
    .command('test-host', { hidden: true })
    .description('open and call tools for the tests of their author, over standard input and output')
    .action(() =>
      launch(async (app) => (await import('../commands/test-host.ts')).testHostCommand(app), {
        home: findTestHome(process.env, process.platform),
      }),
    );
}

/** Operands before and after `--`: the first operand after it is not the folder. */
export function splitOperands(
  operands: readonly string[],
  typed: readonly string[],
): { readonly folders: readonly string[]; readonly args: readonly string[] } {
  const at = typed.indexOf('--');
  const count = at === -1 ? 0 : typed.length - at - 1;
  return {
    folders: operands.slice(0, operands.length - count),
    args: operands.slice(operands.length - count),
  };
}
