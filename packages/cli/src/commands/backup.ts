import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { formatSize } from '../output/format.ts';
import { createProgress } from '../output/progress.ts';
import type { CommandResult } from './command.ts';

/** `kami backup`: writes one archive of the home, also while servers run, and says what is not in it. */
export async function backupCommand(
  app: App,
  file: string,
  { secrets, force }: { readonly secrets: boolean; readonly force: boolean },
): CommandResult {
  const upkeep = await app.upkeep();
  using progress = createProgress(app.console, app.stderr);
  const onStep = (what: string): void => progress.step(`writing ${what}`);
  const report = await upkeep.backUp({ file, secrets, replace: force, onStep });
  progress[Symbol.dispose]();
  if (!report.ok) return report;
  const { files, bytes, secretsLeftOut, leftOut } = report.value;
  if (app.json) {
    app.console.json({ ...report.value, file, secrets: report.value.secrets, secretsLeftOut });
    return ok(0);
  }
  const { console } = app;
  console.note(`${console.mark('green', 'wrote')} ${file}: ${files} files, ${formatSize(bytes)}`);
  if (report.value.secrets.length > 0)
    console.note(
      `${console.mark('yellow', 'It holds secrets as plain text:')} ${report.value.secrets.join(', ')}. Keep it to yourself.`,
    );
  if (secretsLeftOut.length > 0)
    console.note(
      `Not in it: the secrets ${secretsLeftOut.join(', ')}. ${secrets ? 'The keyring has them, and gives none away.' : 'Those that are kept in files go in with: --secrets'}`,
    );
  if (leftOut.length > 0) console.note(`Not in it, so keep a copy: ${leftOut.join(', ')}`);
  return ok(0);
}
