import type { Command } from 'commander';
import type { Launch } from './launch.ts';

/** Adds the commands about what tools should be allowed. */
export function addPolicyCommands(program: Command, launch: Launch): void {
  const policy = program.command('policy').description('suggest what a tool needs to be allowed');
  policy
    .command('suggest')
    .description('print the smallest [security] table and the grants that cover what a tool was denied')
    .argument('<tool>', 'name or id')
    .option(
      '--since <time>',
      'only what was denied since then: 30m, 12h, 7d, or a time such as 2026-01-31T08:00:00Z',
    )
    .action((tool: string, options: { since?: string }) =>
      launch(async (app) =>
        (await import('../commands/policy-suggest.ts')).policySuggestCommand(app, tool, options),
      ),
    );
}
