import type { App } from '../app.ts';
import { versionChanges, type ComparedVersion } from '../changes/version-changes.ts';
import { terminalText } from '../output/terminal-text.ts';

/** Shows what a version says, asks and holds otherwise than another, beside the result; nothing where nothing differs. */
export function printChanges(app: App, before: ComparedVersion, now: ComparedVersion): void {
  const { console } = app;
  const changes = versionChanges(before, now);
  if (changes.length === 0) return;
  console.note(`${console.mark('bold', now.name)} ${now.version}, compared with ${before.version}:`);
  for (const change of changes) console.note(`  ${console.mark('yellow', '~')} ${terminalText(change)}`);
}
