import {
  MAX_PAGE,
  type GrantedCapability,
  type InstallationState,
  type ToolOrder,
  type ToolQuery,
  type ToolSummary,
  type ToolSummaryPage,
} from '@kami/registry';
import { ok, type Json, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { formatTable } from '../output/table.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';

const DESCRIPTION_WIDTH = 60;

/** What `kami list` was told. */
export interface ListOptions {
  readonly state?: InstallationState;
  readonly capability?: GrantedCapability;
  readonly source?: string;
  readonly search?: string;
  readonly sort?: ToolOrder;
  /** Tools of one page; absent: all. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** `kami list`: the installed tools that the options let through, in a table. */
export async function listCommand(app: App, options: ListOptions = {}): CommandResult {
  const page = await listedTools(app, options);
  if (!page.ok) return page;
  const { tools, next } = page.value;
  if (app.json) app.console.json({ tools: tools.map(toolSummary), ...(next === undefined ? {} : { next }) });
  else if (tools.length === 0) app.console.note(whyNone(options));
  else printTable(app, tools);
  if (next !== undefined && !app.json) app.console.note(`More with the same options and: --cursor ${next}`);
  return ok(0);
}

/** One page where a limit was given, else all of them. */
async function listedTools(
  app: App,
  { search, limit, cursor: start, ...filters }: ListOptions,
): Promise<Result<ToolSummaryPage, KamiError>> {
  const home = await app.home();
  if (!home.ok) return home;
  const query: ToolQuery = {
    ...filters,
    ...(search === undefined ? {} : { text: search }),
    limit: limit ?? MAX_PAGE,
  };
  const tools: ToolSummary[] = [];
  for (let cursor = start; ;) {
    const page = await home.value.tools.summaries({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    if (!page.ok || limit !== undefined) return page;
    tools.push(...page.value.tools);
    cursor = page.value.next;
    if (cursor === undefined) return ok({ tools });
  }
}

function whyNone({ limit: _limit, sort: _sort, ...filters }: ListOptions): string {
  return Object.values(filters).some((filter) => filter !== undefined)
    ? 'No installed tool matches; see all with: kami list'
    : 'No tools are installed; install one with: kami install SOURCE';
}

function printTable(app: App, tools: readonly ToolSummary[]): void {
  const rows = tools.map((tool) => [
    tool.name,
    tool.version,
    tool.state,
    String(tool.functions.length),
    summaryLine(tool.description),
  ]);
  const [head = '', ...lines] = formatTable(['NAME', 'VERSION', 'STATE', 'TOOLS', 'DESCRIPTION'], rows);
  app.console.out([app.console.strong('dim', head), ...lines].join('\n'));
}

function summaryLine(description: string): string {
  const [first = ''] = description.split('\n', 1);
  const line = terminalText(first.slice(0, DESCRIPTION_WIDTH + 1));
  return line.length > DESCRIPTION_WIDTH ? `${line.slice(0, DESCRIPTION_WIDTH - 1)}…` : line;
}

/** A tool as `kami list --json` shows it. */
function toolSummary({ id, name, version, state, digest, functions, ...tool }: ToolSummary): Json {
  const { capabilities, size, source, installedAt } = tool;
  return { id, name, version, state, digest, tools: functions, capabilities, size, source, installedAt };
}
