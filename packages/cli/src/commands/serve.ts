import { ok } from '@kami/types';
import { loggingDenials } from '../learning/logging-denials.ts';
import type { App } from '../app.ts';
import type { CommandResult } from './command.ts';

/** `kami serve`: the MCP server on standard input and output, until the client goes or Ctrl-C. */
export async function serveCommand(app: App, options: { readonly learn?: boolean } = {}): CommandResult {
  const host = await app.toolHost('serve');
  if (!host.ok) return host;
  if (process.stdin.isTTY === true) {
    app.console.note(
      'KAMI speaks MCP on standard input and output; it is started by a client, not by hand. End with Ctrl-D.',
    );
  }
  const served = await app.serve(options.learn === true ? loggingDenials(host.value, app.log) : host.value);
  return served.ok ? ok(0) : served;
}
