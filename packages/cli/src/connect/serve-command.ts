import type { ToolSelection } from '../commands/tool-selection.ts';
import { findHome } from '../home/home-paths.ts';
import type { ServerCommand } from './mcp-client.ts';

/** What runs at this moment, for a client to start again. */
export interface RunningProgram {
  /** Path of Node. */
  readonly node: string;
  readonly program: string;
  readonly home: string;
}

/**
 * The command line that serves this home. With absolute paths: a client that was not started by a shell has another PATH
 * and other variables. The home is named unless it is where KAMI looks without any variable.
 */
export function serveCommandLine(running: RunningProgram, { tools, profile }: ToolSelection): ServerCommand {
  const { node, program, home } = running;
  const isDefault = home === findHome(undefined, {}, process.platform);
  return {
    command: node,
    args: [
      '--disallow-code-generation-from-strings',
      program,
      ...(isDefault ? [] : ['--home', home]),
      'serve',
      ...tools.flatMap((pattern) => ['--tools', pattern]),
      ...(profile === undefined ? [] : ['--profile', profile]),
    ],
  };
}
