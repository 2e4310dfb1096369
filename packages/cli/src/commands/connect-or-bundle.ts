import { err, kamiError, type KamiError } from '@kami/types';
import type { App } from '../app.ts';
import type { CommandResult } from './command.ts';
import type { ConnectOptions } from './connect.ts';

/** What the command line says: a client, a bundle, or neither, which lists the clients. */
export interface ConnectRequest extends ConnectOptions {
  readonly user: boolean;
  /** Where the bundle goes; `true` for its usual name. */
  readonly bundle?: string | true;
}

/** `kami connect`: one of its forms. Loads the libraries of that form alone. */
export async function connectOrBundle(
  app: App,
  client: string | undefined,
  request: ConnectRequest,
): CommandResult {
  if (request.user && request.project) return err(contradiction('--user and --project'));
  if (request.bundle !== undefined) {
    if (client !== undefined || request.remove || request.project)
      return err(contradiction('--bundle and a client, --remove or --project'));
    return (await import('./bundle.ts')).bundleCommand(app, request);
  }
  const { connectCommand, listClients } = await import('./connect.ts');
  return client === undefined ? listClients(app) : connectCommand(app, client, request);
}

function contradiction(what: string): KamiError {
  return kamiError('KAMI_USAGE', `${what} exclude each other.`, { hint: 'See: kami connect --help' });
}
