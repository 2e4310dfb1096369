import { formatSecretGrant, ok } from '@kami/types';
import type { App } from '../app.ts';
import { secretUsers } from '../home/secret-users.ts';
import { formatTable } from '../output/table.ts';
import type { CommandResult } from './command.ts';

/** `kami secret list`: every secret with where it is kept, when it was set and who may use it; never a value. */
export async function secretListCommand(app: App): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const vault = await app.secretVault();
  const entries = await vault.list();
  if (!entries.ok) return entries;
  const users = await secretUsers(home.value.tools);
  if (!users.ok) return users;
  const secrets = entries.value.map(({ name, kept, setAt }) => {
    const grants = users.value
      .filter(({ grant }) => grant.name === name)
      .map(({ tool, grant }) => ({ tool, grant: formatSecretGrant(grant) }));
    return { name, kept, setAt, grants };
  });
  const names = new Set(entries.value.map(({ name }) => name));
  const missing = users.value.filter(({ grant }) => !names.has(grant.name));
  if (app.json) {
    app.console.json({ secrets, missing: missing.map(({ tool, grant }) => ({ tool, name: grant.name })) });
    return ok(0);
  }
  const rows = secrets.map(({ name, kept, setAt, grants }) => [
    name,
    kept,
    setAt.slice(0, 16).replace('T', ' '),
    grants.map(({ tool, grant }) => `${tool} ${grant}`).join(', ') || 'no tool',
  ]);
  if (rows.length === 0) app.console.note('No secret is set; set one with: kami secret set NAME');
  else
    for (const line of formatTable(['SECRET', 'KEPT IN', 'SET AT (UTC)', 'GRANTED'], rows))
      app.console.out(line);
  for (const { tool, grant } of missing)
    app.console.note(`${tool} was granted ${grant.name}, which is not set: kami secret set ${grant.name}`);
  return ok(0);
}
