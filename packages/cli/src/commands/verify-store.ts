import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { createProgress } from '../output/progress.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';

/** `kami verify store`: checks every row and every stored file. Exit code 5 when something is not what was stored. */
export async function verifyStoreCommand(app: App): CommandResult {
  const upkeep = await app.upkeep();
  using progress = createProgress(app.console, app.stderr);
  const verification = await upkeep.verify((what) => progress.step(`checking ${terminalText(what)}`));
  progress[Symbol.dispose]();
  if (!verification.ok) return verification;
  const { findings, looked } = verification.value;
  if (app.json) {
    app.console.json({ looked: { ...looked }, findings: findings.map((finding) => ({ ...finding })) });
  } else {
    for (const { what, problem, remedy } of findings) {
      app.console.out(`${app.console.strong('red', '✗')} ${terminalText(`${what} ${problem}`)}`);
      app.console.out(`  ${app.console.strong('cyan', '→')} ${terminalText(remedy)}`);
    }
    const counts = `versions of tools: ${looked.tools}, stored files: ${looked.files}, events: ${looked.events}`;
    app.console.note(
      findings.length === 0
        ? `Everything is as it was stored (${counts}).`
        : `Not as it was stored: ${findings.length} (${counts}).`,
    );
  }
  return ok(findings.length === 0 ? 0 : 5);
}
