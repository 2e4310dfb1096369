import type { Command } from 'commander';
import { composeApp } from './compose.ts';
import { createConsole } from './output/console.ts';
import { VERSION } from './version.ts';

const TOOL_COMMANDS = ['run', 'inspect', 'remove', 'grant', 'revoke', 'approve'] as const;

/** Adds the command that completes the command line in a shell, the names of installed tools included. */
export async function addCompletion(program: Command, entry: string): Promise<void> {
  const [{ default: tab }, names] = await Promise.all([
    import('@bomb.sh/tab/commander'),
    installedNames(entry),
  ]);
  const root = tab(program);
  for (const command of TOOL_COMMANDS) {
    const argument = root.commands.get(command)?.arguments.get('tool');
    if (argument !== undefined) argument.handler = (complete) => names.forEach((name) => complete(name, ''));
  }
}

async function installedNames(entry: string): Promise<readonly string[]> {
  const console = createConsole({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  const app = await composeApp({
    flags: {},
    console,
    signal: new AbortController().signal,
    entry,
    version: VERSION,
  });
  if (!app.ok) return [];
  const home = await app.value.home();
  const names = home.ok ? await home.value.tools.names() : home;
  await app.value.close();
  return names.ok ? names.value : [];
}
