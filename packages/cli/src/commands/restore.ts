import { err, kamiError, ok } from '@kami/types';
import type { App } from '../app.ts';
import { confirm } from '../output/confirm.ts';
import { createProgress } from '../output/progress.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';

/** `kami restore`: puts a backup in the place of what is installed, after a question on a terminal. */
export async function restoreCommand(
  app: App,
  file: string,
  { yes }: { readonly yes: boolean },
): CommandResult {
  if (!yes) {
    if (!app.console.interactive || app.json)
      return err(
        kamiError('KAMI_USAGE', 'Restoring replaces every tool, grant, token and event of the home.', {
          hint: `Say that you want it with: kami restore ${file} --yes`,
        }),
      );
    const question = `Replace every tool, grant, token and event of ${app.paths.root} by those of ${file}?`;
    if (!(await confirm(question, app.signal)))
      return err(kamiError('KAMI_CANCELLED', 'Nothing was restored.'));
  }
  const upkeep = await app.upkeep();
  using progress = createProgress(app.console, app.stderr);
  const report = await upkeep.restore(file, (what) => progress.step(`reading ${what}`));
  progress[Symbol.dispose]();
  if (!report.ok) return report;
  const { tools, madeAt, former, keptSecrets, returnedGrants } = report.value;
  if (app.json) {
    app.console.json({
      ...report.value,
      keptSecrets,
      returnedGrants: returnedGrants.map(({ tool, grants }) => ({ tool, grants: [...grants] })),
    });
    return ok(0);
  }
  const { console } = app;
  console.note(`${console.mark('green', 'restored')} ${tools} tools of ${madeAt}`);
  if (former !== undefined) console.note(`The former database is kept in ${former}`);
  for (const { tool, grants } of returnedGrants)
    console.note(`${console.mark('yellow', 'granted again')} to ${tool}: ${terminalText(grants.join(', '))}`);
  if (keptSecrets.length > 0)
    console.note(
      `The home keeps its own secrets ${keptSecrets.join(', ')}; those of the backup were not taken.`,
    );
  return ok(0);
}
