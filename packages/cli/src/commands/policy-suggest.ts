import { homedir } from 'node:os';
import type { InstalledTool } from '@kami/registry';
import { FOLDER_TO_CHOOSE } from '@kami/sandbox';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { MAX_SEEN, parseSince, seenDenials, type SeenDenial } from '../learning/seen-denials.ts';
import { suggestGrants, type SuggestedGrants } from '../learning/suggest-grants.ts';
import { suggestPolicy, type SuggestedPolicy } from '../learning/suggest-policy.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';

/** `kami policy suggest`: the smallest `[security]` table and grants that cover what a tool was denied. Changes nothing. */
export async function policySuggestCommand(
  app: App,
  name: string,
  options: { readonly since?: string },
): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const tool = await findTool(home.value, name);
  if (!tool.ok) return tool;
  const seen = await readSeen(app, home.value, tool.value, options.since);
  if (!seen.ok) return seen;
  const kept = { userHome: homedir(), kamiHome: app.paths.root };
  const suggested = suggestGrants(seen.value, tool.value.permission, kept);
  const policy = suggestPolicy(tool.value, suggested.grants);
  if (app.json) printJson(app, tool.value, seen.value.length, suggested, policy);
  else
    for (const line of suggestionLines(tool.value, seen.value.length, suggested, policy))
      app.console.out(terminalText(line));
  return ok(0);
}

async function readSeen(
  app: App,
  home: Home,
  tool: InstalledTool,
  since: string | undefined,
): Promise<Result<readonly SeenDenial[], KamiError>> {
  const from = since === undefined ? ok(undefined) : parseSince(since, app.clock.now().wallMicros / 1000);
  if (!from.ok) return from;
  const events = await home.events.read({ limit: MAX_SEEN, toolId: tool.id, type: 'capability.denied' });
  return events.ok ? ok(seenDenials(events.value, from.value)) : events;
}

function printJson(
  app: App,
  tool: InstalledTool,
  seen: number,
  { grants, impossible, lent }: SuggestedGrants,
  { table, manifestChanges, commands }: SuggestedPolicy,
): void {
  const some = grants.length > 0;
  app.console.json({
    tool: tool.name,
    seen,
    grants,
    manifestChanges,
    security: some ? table : null,
    commands: some ? commands : [],
    lent,
    impossible,
  });
}

function suggestionLines(
  { name }: InstalledTool,
  seen: number,
  { grants, impossible, lent }: SuggestedGrants,
  { table, manifestChanges, commands }: SuggestedPolicy,
): readonly string[] {
  const none =
    seen === 0
      ? `# Nothing was denied to ${name} in this time: there is nothing to suggest.`
      : `# Every grant that could help ${name} is given already.`;
  const chosen = grants.filter((grant) => grant.includes(`=${FOLDER_TO_CHOOSE}`));
  return [
    ...(grants.length === 0
      ? [none]
      : [
          `# What ${name} holds and what it was denied, no more. Read it first: a tool that tries more is suggested more.`,
          manifestChanges
            ? '# In its tool.toml, in place of the [security] table:'
            : '# Its manifest asks for all of this; the smallest table that does:',
          '',
          table,
          '',
          ...chosen.map(
            (grant) =>
              `# In ${grant}, ${FOLDER_TO_CHOOSE} is the folder of yours that it is to see as /mnt/${grant.split('=')[1] ?? ''}.`,
          ),
          ...lent.map(
            ({ folder, guestPath }) => `# It finds ${folder} as ${guestPath}: pass that path in its place.`,
          ),
          ...commands,
        ]),
    ...(impossible.length === 0
      ? []
      : ['', '# No grant can allow:', ...impossible.map((what) => `#   ${what}`)]),
  ];
}
