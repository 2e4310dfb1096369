import { parseTokenId, parseToolPattern, tokenState, type AccessToken } from '@kami/registry';
import { createToken, revokeToken, type TokenPorts } from '@kami/runtime';
import { err, kamiError, ok, type Json, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { formatTable } from '../output/table.ts';
import { terminalText } from '../output/terminal-text.ts';
import type { CommandResult } from './command.ts';
import { parseExpiry } from './parse-expiry.ts';

/** Characters of a token's name: it stands in a table and in events. */
const MAX_NAME = 100;

/** What a new token is to be. */
export interface CreateTokenOptions {
  readonly tools: readonly string[];
  readonly expires?: string;
  readonly name: string;
}

/** `kami token create`: the token alone on standard output, where a script takes it; it is shown at no other time. */
export async function createTokenCommand(app: App, options: CreateTokenOptions): CommandResult {
  const { name, tools } = options;
  if (name.length > MAX_NAME)
    return err(kamiError('KAMI_USAGE', `The name of a token has at most ${MAX_NAME} characters.`));
  for (const pattern of tools) {
    const parsed = parseToolPattern(pattern);
    if (!parsed.ok) return parsed;
  }
  const nowMs = app.clock.now().wallMicros / 1000;
  const expiry = options.expires === undefined ? ok(undefined) : parseExpiry(options.expires, nowMs);
  if (!expiry.ok) return expiry;
  const ports = await tokenPorts(app);
  if (!ports.ok) return ports;
  const expiresAt = expiry.value === undefined ? {} : { expiresAt: expiry.value };
  const created = await createToken(ports.value, { name, tools, ...expiresAt }, app.actor);
  if (!created.ok) return created;
  const { token, text } = created.value;
  if (app.json) app.console.json({ ...tokenJson(token, nowMs), token: text });
  else {
    app.console.out(text);
    app.console.note(
      `${app.console.mark('green', 'created')} token ${token.id}; it is shown only now. Clients send it as: Authorization: Bearer TOKEN`,
    );
  }
  return ok(0);
}

/** `kami token list`: every token with what it may do. */
export async function listTokensCommand(app: App): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const tokens = await home.value.tokens.list();
  if (!tokens.ok) return tokens;
  const nowMs = app.clock.now().wallMicros / 1000;
  if (app.json) app.console.json({ tokens: tokens.value.map((token) => tokenJson(token, nowMs)) });
  else if (tokens.value.length === 0)
    app.console.note('There are no tokens; make one with: kami token create');
  else printTable(app, tokens.value, nowMs);
  return ok(0);
}

/** `kami token revoke`: servers end its sessions and running calls within `serve.list_poll_ms`. */
export async function revokeTokenCommand(app: App, text: string): CommandResult {
  const id = parseTokenId(text);
  if (!id.ok) return id;
  const ports = await tokenPorts(app);
  if (!ports.ok) return ports;
  const revoked = await revokeToken(ports.value, id.value, app.actor);
  if (!revoked.ok) return revoked;
  if (app.json) app.console.json({ revoked: id.value });
  else app.console.note(`${app.console.mark('green', 'revoked')} token ${id.value}`);
  return ok(0);
}

async function tokenPorts(app: App): Promise<Result<TokenPorts, KamiError>> {
  const home = await app.home();
  if (!home.ok) return home;
  const { clock, random } = app;
  return ok({ tokens: home.value.tokens, clock, random, sha256: await app.sha256() });
}

function printTable({ console }: App, tokens: readonly AccessToken[], nowMs: number): void {
  const rows = tokens.map((token) => [
    token.id,
    terminalText(token.name),
    tokenState(token, nowMs),
    token.expiresAt?.slice(0, 16) ?? 'never',
    token.tools.join(' ') || '*',
  ]);
  const [head = '', ...lines] = formatTable(['ID', 'NAME', 'STATE', 'EXPIRES', 'TOOLS'], rows);
  console.out(console.strong('dim', head));
  for (const line of lines) console.out(line);
}

function tokenJson(token: AccessToken, nowMs: number): { readonly [key: string]: Json } {
  const { id, name, tools, createdAt, expiresAt = null, revokedAt = null } = token;
  return { id, name, state: tokenState(token, nowMs), tools: [...tools], createdAt, expiresAt, revokedAt };
}
