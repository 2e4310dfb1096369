import type { InstalledTool } from '@kami/registry';
import { ok, type Json, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { formatTable } from '../output/table.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';

const PAGE = 1000;
const DESCRIPTION_WIDTH = 60;

/** `kami list`: every installed tool in a table. */
export async function listCommand(app: App): CommandResult {
  const tools = await allTools(app);
  if (!tools.ok) return tools;
  if (app.json) app.console.json({ tools: tools.value.map(toolSummary) });
  else if (tools.value.length === 0)
    app.console.note('No tools are installed; install one with: kami install SOURCE');
  else printTable(app, tools.value);
  return ok(0);
}

async function allTools(app: App): Promise<Result<readonly InstalledTool[], KamiError>> {
  const home = await app.home();
  if (!home.ok) return home;
  const tools: InstalledTool[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await home.value.tools.list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    if (!page.ok) return page;
    tools.push(...page.value.tools);
    cursor = page.value.next;
    if (cursor === undefined) return ok(tools);
  }
}

function printTable(app: App, tools: readonly InstalledTool[]): void {
  const rows = tools.map((tool) => [
    tool.name,
    tool.version,
    tool.state,
    String(tool.definitions.length),
    summaryLine(tool),
  ]);
  const [head = '', ...lines] = formatTable(['NAME', 'VERSION', 'STATE', 'TOOLS', 'DESCRIPTION'], rows);
  app.console.out(app.console.strong('dim', head));
  for (const line of lines) app.console.out(line);
}

function summaryLine(tool: InstalledTool): string {
  const text = tool.manifest.description ?? tool.definitions[0]?.description ?? '';
  const [line = ''] = terminalText(text).split('\n');
  return line.length > DESCRIPTION_WIDTH ? `${line.slice(0, DESCRIPTION_WIDTH - 1)}…` : line;
}

/** A tool as `kami list --json` shows it. */
export function toolSummary(tool: InstalledTool): Json {
  const { id, name, version, state, digest } = tool;
  return { id, name, version, state, digest, tools: tool.definitions.map((definition) => definition.name) };
}
