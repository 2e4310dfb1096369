import type { Command } from 'commander';
import { composeApp } from './compose.ts';
import { createConsole } from './output/console.ts';
import { VERSION } from './version.ts';

const SECRET_COMMANDS = ['secret set', 'secret remove'] as const;
const TOOL_COMMANDS = ['run', 'inspect', 'remove', 'grant', 'revoke', 'approve'] as const;

/** Adds the command that completes the command line in a shell, the names of installed tools and of secrets included. */
export async function addCompletion(program: Command, entry: string): Promise<void> {
  const [{ default: tab }, { tools, secrets }] = await Promise.all([
    import('@bomb.sh/tab/commander'),
    knownNames(entry),
  ]);
  const root = tab(program);
  for (const command of TOOL_COMMANDS) {
    const argument = root.commands.get(command)?.arguments.get('tool');
    if (argument !== undefined) argument.handler = (complete) => tools.forEach((name) => complete(name, ''));
  }
  for (const command of SECRET_COMMANDS) {
    const argument = root.commands.get(command)?.arguments.get('name');
    if (argument !== undefined)
      argument.handler = (complete) => secrets.forEach((name) => complete(name, ''));
  }
}

interface KnownNames {
  readonly tools: readonly string[];
  readonly secrets: readonly string[];
}

/** The names of installed tools and of secrets; none where the home cannot be used. */
async function knownNames(entry: string): Promise<KnownNames> {
  const console = createConsole({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  const app = await composeApp({
    flags: {},
    console,
    signal: new AbortController().signal,
    entry,
    version: VERSION,
  });
  if (!app.ok) return { tools: [], secrets: [] };
  const home = await app.value.home();
  const names = home.ok ? await home.value.tools.names() : home;
  const entries = await (await app.value.secretVault()).list();
  await app.value.close();
  return {
    tools: names.ok ? names.value : [],
    secrets: entries.ok ? entries.value.map((entry) => entry.name) : [],
  };
}
