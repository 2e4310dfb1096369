import { removeSecret } from '@kami/runtime';
import { err, isSecretName, kamiError, nearestName, ok } from '@kami/types';
import type { App } from '../app.ts';
import type { CommandResult } from './command.ts';
import { wrongName } from './secret-set.ts';

/** `kami secret remove`: takes a secret away; from the next call no tool has it. */
export async function secretRemoveCommand(app: App, name: string): CommandResult {
  if (!isSecretName(name)) return err(wrongName(name));
  const home = await app.home();
  if (!home.ok) return home;
  const vault = await app.secretVault();
  const { clock, random, actor } = app;
  const removed = await removeSecret({ vault, decisions: home.value.decisions, clock, random, actor }, name);
  if (!removed.ok) return removed;
  if (!removed.value) {
    const known = await vault.list();
    const names = known.ok ? known.value.map((entry) => entry.name) : [];
    const near = nearestName(names, name);
    const hint = near === undefined ? 'See what is set with: kami secret list' : `Did you mean ${near}?`;
    return err(kamiError('KAMI_USAGE', `No secret ${name} is set.`, { hint }));
  }
  if (app.json) app.console.json({ removed: name });
  else app.console.note(`${app.console.mark('green', 'removed')} ${name}`);
  return ok(0);
}
