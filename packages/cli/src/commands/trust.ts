import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { formatTable } from '../output/table.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';

/** `kami trust show`: the authorities and logs that identities are verified by. */
export async function showTrustCommand(app: App): CommandResult {
  const root = await (await app.signing()).trustedRoot();
  if (!root.ok) return root;
  const { path, pinned, parties } = root.value;
  if (app.json) app.console.json({ path, pinned, parties: parties.map((party) => ({ ...party })) });
  else {
    app.console.note(
      pinned ? `The trusted root that comes with KAMI: ${path}` : `The trusted root of this home: ${path}`,
    );
    const rows = parties.map(({ kind, address, from, until }) => [
      kind,
      terminalText(address),
      from?.slice(0, 10) ?? '',
      until?.slice(0, 10) ?? '',
    ]);
    const [head = '', ...lines] = formatTable(['KIND', 'ADDRESS', 'FROM', 'UNTIL'], rows);
    app.console.out(app.console.strong('dim', head));
    for (const line of lines) app.console.out(line);
  }
  return ok(0);
}

/** `kami trust refresh`: fetches the newest trusted root, by The Update Framework. */
export async function refreshTrustCommand(
  app: App,
  { from, root }: { readonly from: string; readonly root?: string },
): CommandResult {
  const signing = await app.signing();
  const refreshed = await signing.refreshRoot({
    address: from,
    ...(root === undefined ? {} : { firstRoot: root }),
  });
  if (!refreshed.ok) return refreshed;
  return report(app, `The trusted root was refreshed from ${from}.`);
}

/** `kami trust import`: takes a trusted root from a file. */
export async function importTrustCommand(app: App, file: string): CommandResult {
  const imported = await (await app.signing()).importRoot(file);
  return imported.ok ? report(app, `The trusted root of ${file} is in force.`) : imported;
}

/** `kami trust reset`: goes back to the trusted root that comes with KAMI. */
export async function resetTrustCommand(app: App): CommandResult {
  await (await app.signing()).resetRoot();
  return report(app, 'The trusted root that comes with KAMI is in force.');
}

async function report(app: App, text: string): CommandResult {
  if (!app.json) app.console.note(text);
  else {
    const root = await (await app.signing()).trustedRoot();
    if (!root.ok) return root;
    app.console.json({ path: root.value.path, pinned: root.value.pinned });
  }
  return ok(0);
}
