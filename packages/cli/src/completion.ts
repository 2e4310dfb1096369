import type { Argument, Option } from '@bomb.sh/tab';
import type { Command } from 'commander';
import { composeApp } from './compose.ts';
import { createConsole } from './output/console.ts';
import { VERSION } from './version.ts';

const TOOL_COMMANDS = ['run', 'inspect', 'remove', 'grant', 'revoke', 'approve'] as const;

/** Commands that take patterns of tools and a profile. */
const SELECTING_COMMANDS = ['serve', 'connect'] as const;

/** Names of a home that are completed. */
interface KnownNames {
  readonly tools: readonly string[];
  readonly profiles: readonly string[];
}

/** Adds the command that completes the command line in a shell: names of tools, profiles and clients included. */
export async function addCompletion(program: Command, entry: string): Promise<void> {
  const [{ default: tab }, names, clients] = await Promise.all([
    import('@bomb.sh/tab/commander'),
    knownNames(entry),
    process.argv.includes('connect') ? knownClients() : [],
  ]);
  const root = tab(program);
  for (const command of TOOL_COMMANDS) offer(root.commands.get(command)?.arguments.get('tool'), names.tools);
  for (const command of SELECTING_COMMANDS) {
    offer(root.commands.get(command)?.options.get('tools'), names.tools);
    offer(root.commands.get(command)?.options.get('profile'), names.profiles);
  }
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

async function knownNames(entry: string): Promise<KnownNames> {
  const console = createConsole({ stdout: process.stdout, stderr: process.stderr, env: process.env });
  const app = await composeApp({
    flags: {},
    console,
    signal: new AbortController().signal,
    entry,
    version: VERSION,
  });
  if (!app.ok) return { tools: [], profiles: [] };
  const home = await app.value.home();
  const names = home.ok ? await home.value.tools.names() : home;
  await app.value.close();
  return { tools: names.ok ? names.value : [], profiles: [...app.value.profiles.keys()] };
}
