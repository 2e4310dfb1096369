import type { Argument, Option } from '@bomb.sh/tab';
import type { Command } from 'commander';
import { composeApp } from './compose.ts';
import { createConsole } from './output/console.ts';
import { LANGUAGE_NAMES } from './templates/language.ts';
import { VERSION } from './version.ts';

const SECRET_COMMANDS = ['secret set', 'secret remove'] as const;
const TOOL_COMMANDS = [
  'run',
  'inspect',
  'remove',
  'grant',
  'revoke',
  'approve',
  'update',
  'rollback',
] as const;

/** Commands that take patterns of tools and a profile. */
const SELECTING_COMMANDS = ['serve', 'connect'] as const;

/** Names of a home that are completed. */
interface KnownNames {
  readonly tools: readonly string[];
  readonly profiles: readonly string[];
  readonly secrets: readonly string[];
}

/** Adds the command that completes the command line in a shell: names of tools, secrets, profiles and clients included. */
export async function addCompletion(program: Command, entry: string): Promise<void> {
  const [{ default: tab }, names, clients] = await Promise.all([
    import('@bomb.sh/tab/commander'),
    knownNames(entry),
    process.argv.includes('connect') ? knownClients() : [],
  ]);
  const root = tab(program);
  for (const command of TOOL_COMMANDS) offer(root.commands.get(command)?.arguments.get('tool'), names.tools);
  for (const command of SECRET_COMMANDS)
    offer(root.commands.get(command)?.arguments.get('name'), names.secrets);
  for (const command of SELECTING_COMMANDS) {
    offer(root.commands.get(command)?.options.get('tools'), names.tools);
    offer(root.commands.get(command)?.options.get('profile'), names.profiles);
  }
  offer(root.commands.get('sync')?.options.get('update'), names.tools);
  offer(root.commands.get('init')?.options.get('lang'), LANGUAGE_NAMES);
  offer(root.commands.get('connect')?.arguments.get('client'), clients);
}

/** What completes a word: an argument, or the value of an option. */
type Completed = Pick<Argument, 'handler'> | Pick<Option, 'handler'>;

function offer(completed: Completed | undefined, values: readonly string[]): void {
  if (completed === undefined) return;
  completed.handler = (complete) => values.forEach((value) => complete(value, ''));
}

async function knownClients(): Promise<readonly string[]> {
  return (await import('./connect/mcp-client.ts')).clientNames();
}

/** What is known of the home; nothing where it cannot be used. */
async function knownNames(entry: string): Promise<KnownNames> {
  const console = createConsole({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  const app = await composeApp({
    flags: {},
    console,
    signal: new AbortController().signal,
    entry,
    version: VERSION,
  });
  if (!app.ok) return { tools: [], profiles: [], secrets: [] };
  const home = await app.value.home();
  const names = home.ok ? await home.value.tools.names() : home;
  const entries = await (await app.value.secretVault()).list();
  await app.value.close();
  return {
    tools: names.ok ? names.value : [],
    profiles: [...app.value.profiles.keys()],
    secrets: entries.ok ? entries.value.map((entry) => entry.name) : [],
  };
}
