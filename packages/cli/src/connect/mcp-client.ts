import { agents, type AgentConfig, type AgentType } from 'add-mcp';
import {
  err,
  isJsonObject,
  kamiError,
  nearestName,
  ok,
  type Json,
  type KamiError,
  type Result,
} from '@kami/types';
import { isTable, type Table } from './config-table.ts';

/** How a client's file is written. */
export type ConfigFormat = 'json' | 'toml' | 'yaml';

/** Which of a client's files: the person's own, or the one of the project in the current folder. */
export type ConfigScope = 'user' | 'project';

/** A command line that starts a server on standard input and output. */
export interface ServerCommand {
  /** An absolute path. */
  readonly command: string;
  readonly args: readonly string[];
}

/** An MCP client whose configuration KAMI can write. */
export interface McpClient {
  readonly name: string;
  readonly displayName: string;
  readonly format: ConfigFormat;
  /** Where its configuration stands. Error: `KAMI_USAGE` where it has none of this scope. */
  configPath(scope: ConfigScope, folder: string): Result<string, KamiError>;
  /** The keys down to its table of servers, in a configuration as it was read. */
  serversPath(document: Table): readonly string[];
  /** A server as it stands in that table. */
  entry(serverName: string, command: ServerCommand, scope: ConfigScope): Json;
}

/** Other names that people know clients by. */
const ALIASES: Readonly<Record<string, AgentType>> = {
  gemini: 'gemini-cli',
  copilot: 'github-copilot-cli',
  'github-copilot': 'vscode',
  code: 'vscode',
  codeium: 'windsurf',
  cascade: 'windsurf',
  grok: 'grok-build',
  kilo: 'kilo-code',
  kimi: 'kimi-code',
  kiro: 'kiro-cli',
  mastra: 'mastracode',
};

/** Clients whose documentation names the transport of each server. */
const TYPED: ReadonlySet<string> = new Set(['claude-code', 'vscode']);

/** The names of every client, sorted. */
export function clientNames(): readonly string[] {
  return Object.keys(agents).toSorted();
}

/** The client of this name. Error: `KAMI_USAGE` with the nearest name, or all of them. */
export function findClient(name: string): Result<McpClient, KamiError> {
  const wanted = name.toLowerCase();
  const known = Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : wanted;
  const agent = Object.values(agents).find((candidate) => candidate.name === known);
  if (agent !== undefined) return ok(toClient(agent));
  const near = nearestName([...clientNames(), ...Object.keys(ALIASES)], wanted);
  const hint = near === undefined ? `KAMI knows ${clientNames().join(', ')}.` : `Did you mean ${near}?`;
  return err(kamiError('KAMI_USAGE', `There is no client ${JSON.stringify(name.slice(0, 80))}.`, { hint }));
}

function toClient(agent: AgentConfig): McpClient {
  const { name, displayName, format, configKey } = agent;
  return {
    name,
    displayName,
    format,
    configPath(scope, folder) {
      const local = scope === 'project';
      if (local && agent.localConfigPath === undefined) return err(noProject(displayName, name));
      if (agent.resolveConfigPath !== undefined)
        return ok(agent.resolveConfigPath(agent, { local, cwd: folder }));
      return ok(local ? `${folder}/${agent.localConfigPath ?? ''}` : agent.configPath);
    },
    serversPath: (document) => [
      ...configKey.split('.'),
      ...(hasNativeServers(name, document) ? ['servers'] : []),
    ],
    entry(serverName, { command, args }, scope) {
      const config = { command, args: [...args] };
      const context = { local: scope === 'project', configKey };
      const made: unknown = agent.transformConfig(serverName, config, context);
      // What is undefined is no JSON and would be written as a key without a value.
      const entry: unknown = JSON.parse(JSON.stringify(made));
      if (!isJsonObject(entry)) throw new Error(`the table of clients has no form for ${name}`);
      return TYPED.has(name) ? { type: 'stdio', ...entry } : entry;
    },
  };
}

/** OpenCode has two layouts: `mcp.NAME`, and `mcp.servers.NAME` where that table is there. */
function hasNativeServers(name: string, { mcp }: Table): boolean {
  if (name !== 'opencode' || !isTable(mcp) || !isTable(mcp['servers'])) return false;
  const { type, command } = mcp['servers'];
  return type === undefined && command === undefined;
}

function noProject(displayName: string, name: string): KamiError {
  return kamiError('KAMI_USAGE', `${displayName} reads no configuration of a project.`, {
    hint: `Write your own one with: kami connect ${name} --user`,
  });
}
