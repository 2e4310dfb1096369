import { limitToolHost, type ToolHost } from '@kami/runtime';
import { detach, ok } from '@kami/types';
import { loggingDenials } from '../learning/logging-denials.ts';
import type { App } from '../app.ts';
import type { CommandResult } from './command.ts';
import { selectedPatterns, type ToolSelection } from './tool-selection.ts';

/** What `kami serve` may be told. */
export interface ServeOptions extends ToolSelection {
  /** Log what tools are denied. */
  readonly learn?: boolean;
}

/**
 * `kami serve`: the MCP server on standard input and output, until the client goes or Ctrl-C; it offers the tools of the
 * selection alone.
 */
export async function serveCommand(app: App, options: ServeOptions): CommandResult {
  const patterns = selectedPatterns(app.profiles, options);
  if (!patterns.ok) return patterns;
  const host = await app.toolHost('serve');
  if (!host.ok) return host;
  if (process.stdin.isTTY === true) {
    app.console.note(
      'KAMI speaks MCP on standard input and output; it is started by a client, not by hand. End with Ctrl-D.',
    );
  }
  const limited = limitToolHost(host.value, patterns.value);
  if (patterns.value.length > 0) detach(warnOfNothing(app, limited, patterns.value));
  const served = await app.serve(options.learn === true ? loggingDenials(limited, app.log) : limited);
  return served.ok ? ok(0) : served;
}

/** Says so where no tool is of the selection: a client would show an empty list without a word. */
async function warnOfNothing(app: App, host: ToolHost, patterns: readonly string[]): Promise<void> {
  const listed = await host.list('stdio');
  if (listed.ok && listed.value.length === 0)
    app.log.log('warn', `no installed tool matches ${patterns.join(', ')}; see them with: kami list`);
}
