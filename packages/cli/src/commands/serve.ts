import { limitToolHost, type ToolHost } from '@kami/runtime';
import { detach, err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { loggingDenials } from '../learning/logging-denials.ts';
import type { App, HttpListening } from '../app.ts';
import type { CommandResult } from './command.ts';
import { selectedPatterns, type ToolSelection } from './tool-selection.ts';

/** How `kami serve` is to serve, and what. */
export interface ServeOptions extends ToolSelection {
  /** Over HTTP at this address, or at the default one; absent: on standard input and output. */
  readonly http?: string | true;
  /** Names that clients on other machines reach it by, over HTTP. */
  readonly allowHost: readonly string[];
  /** Log what tools are denied. */
  readonly learn?: boolean;
}

/**
 * `kami serve`: the MCP server, on standard input and output until the client goes or Ctrl-C, or over HTTP until Ctrl-C; it
 * offers the tools of the selection alone.
 */
export async function serveCommand(app: App, options: ServeOptions): CommandResult {
  const { http, allowHost, learn = false } = options;
  if (http === undefined && allowHost.length > 0)
    return err(
      kamiError('KAMI_USAGE', '--allow-host is about HTTP.', {
        hint: 'Serve over HTTP with: kami serve --http --allow-host NAME',
      }),
    );
  const patterns = selectedPatterns(app.profiles, options);
  if (!patterns.ok) return patterns;
  const host = await app.toolHost('serve');
  if (!host.ok) return host;
  const limited = limitToolHost(host.value, patterns.value);
  if (patterns.value.length > 0) detach(warnOfNothing(app, limited, patterns.value));
  const offered = learn ? loggingDenials(limited, app.log) : limited;
  const served =
    http === undefined
      ? await serveOnStreams(app, offered)
      : await serveOverHttp(app, offered, http, allowHost);
  return served.ok ? ok(0) : served;
}

/** Says so where no tool is of the selection: a client would show an empty list without a word. */
async function warnOfNothing(app: App, host: ToolHost, patterns: readonly string[]): Promise<void> {
  const listed = await host.list('stdio');
  if (listed.ok && listed.value.length === 0)
    app.log.log('warn', `no installed tool matches ${patterns.join(', ')}; see them with: kami list`);
}

async function serveOnStreams(app: App, host: ToolHost): Promise<Result<void, KamiError>> {
  if (process.stdin.isTTY === true) {
    app.console.note(
      'KAMI speaks MCP on standard input and output; it is started by a client, not by hand. End with Ctrl-D.',
    );
  }
  return app.serve(host);
}

async function serveOverHttp(
  app: App,
  host: ToolHost,
  http: string | true,
  allowedHosts: readonly string[],
): Promise<Result<void, KamiError>> {
  const address = http === true ? String(app.config.http.port) : http;
  return app.serveHttp(host, { address, allowedHosts }, (listening) => showListening(app, listening));
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
