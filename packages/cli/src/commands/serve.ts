import { err, kamiError, ok } from '@kami/types';
import type { App, HttpListening } from '../app.ts';
import type { CommandResult } from './command.ts';

/** How `kami serve` is to serve. */
export interface ServeOptions {
  /** Over HTTP at this address, or at the default one; absent: on standard input and output. */
  readonly http?: string | true;
  readonly allowHost: readonly string[];
}

/** `kami serve`: the MCP server, on standard input and output until the client goes, or over HTTP until Ctrl-C. */
export async function serveCommand(app: App, { http, allowHost }: ServeOptions): CommandResult {
  if (http === undefined && allowHost.length > 0)
    return err(
      kamiError('KAMI_USAGE', '--allow-host is about HTTP.', { hint: 'kami serve --http --allow-host NAME' }),
    );
  const host = await app.toolHost('serve');
  if (!host.ok) return host;
  if (http !== undefined) {
    const address = http === true ? String(app.config.http.port) : http;
    const served = await app.serveHttp(host.value, { address, allowedHosts: allowHost }, (listening) =>
      showListening(app, listening),
    );
    return served.ok ? ok(0) : served;
  }
  if (process.stdin.isTTY === true) {
    app.console.note(
      'KAMI speaks MCP on standard input and output; it is started by a client, not by hand. End with Ctrl-D.',
    );
  }
  const served = await app.serve(host.value);
  return served.ok ? ok(0) : served;
}

function showListening({ console, json }: App, { url, port, isRemote }: HttpListening): void {
  if (json) console.json({ url, port });
  else console.out(url);
  if (console.interactive)
    console.note('Clients need a token; make one with: kami token create. End with Ctrl-C.');
  if (isRemote)
    console.note(
      `${console.mark('yellow', 'Other machines can reach this server, and HTTP is not encrypted:')} who can read the network reads tokens and answers. Put a proxy with TLS before it.`,
    );
}
