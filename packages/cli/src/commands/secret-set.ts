import { setSecret } from '@kami/runtime';
import { headerValueRefusal, MAX_SECRET_BYTES, secretRefusal, type SecretPlace } from '@kami/sandbox';
import { err, isSecretName, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { secretUsers } from '../home/secret-users.ts';
import { readSecret } from '../output/read-secret.ts';
import type { CommandResult } from './command.ts';

/** `kami secret set`: sets a secret; it counts from the next call of every tool that has it, in every process. */
export async function secretSetCommand(
  app: App,
  name: string,
  options: { readonly fromEnv?: string },
): CommandResult {
  if (!isSecretName(name)) return err(wrongName(name));
  const home = await app.home();
  if (!home.ok) return home;
  const value = await readValue(app, name, options.fromEnv);
  if (!value.ok) return value;
  const refusal = secretRefusal(value.value);
  if (refusal !== undefined) return err(kamiError('KAMI_USAGE', `${name} was not set: ${refusal}.`));
  const users = await secretUsers(home.value.tools);
  if (!users.ok) return users;
  const own = users.value.filter(({ grant }) => grant.name === name);
  const unfit = headerValueRefusal(value.value);
  const inHeader = own.find(({ grant }) => grant.use === 'header');
  if (unfit !== undefined && inHeader !== undefined) {
    const message = `${name} was not set: ${inHeader.tool} has it put into a header field, and ${unfit}.`;
    return err(kamiError('KAMI_USAGE', message));
  }
  const { clock, random, actor } = app;
  const ports = { vault: await app.secretVault(), decisions: home.value.decisions, clock, random, actor };
  const kept = await setSecret(ports, name, value.value);
  if (!kept.ok) return kept;
  const tools = [...new Set(own.map(({ tool }) => tool))];
  if (app.json) app.console.json({ name, kept: kept.value, tools });
  else {
    app.console.note(
      `${app.console.mark('green', name)} is set and kept in ${describePlace(app, kept.value)}.`,
    );
    if (tools.length === 0)
      app.console.note(`No tool may use it yet; give it to one with: kami grant TOOL secret=${name}@HOST`);
  }
  return ok(0);
}

/** Where a secret is, for people. */
export function describePlace({ paths }: App, place: SecretPlace): string {
  return place === 'keyring'
    ? "the system's keyring"
    : `a file that only you may read, not encrypted, in ${paths.secrets}`;
}

/** A name that no secret can have. */
export function wrongName(name: string): KamiError {
  return kamiError('KAMI_USAGE', `${JSON.stringify(name.slice(0, 80))} cannot name a secret.`, {
    hint: 'A name is a letter, then at most 63 letters, digits, "_", "-", "."; the value is read from a prompt or from standard input.',
  });
}

async function readValue(
  app: App,
  name: string,
  variable: string | undefined,
): Promise<Result<string, KamiError>> {
  if (variable === undefined) {
    const { stdin, stderr } = process;
    return readSecret(`Value of ${name} (not shown): `, {
      stdin,
      stderr,
      signal: app.signal,
      maxBytes: MAX_SECRET_BYTES,
    });
  }
  const value = process.env[variable];
  return value === undefined
    ? err(kamiError('KAMI_USAGE', `The environment variable ${variable.slice(0, 80)} is not set.`))
    : ok(value);
}
