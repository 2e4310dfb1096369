import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { fileErrorCode } from '../output/file-error-code.ts';
import type { CommandResult } from './command.ts';

/** `kami key create`: makes a key pair, `NAME.key` for its owner alone and `NAME.pub` for everybody. */
export async function createKeyCommand(
  app: App,
  name: string,
  options: { readonly passphraseEnv?: string },
): CommandResult {
  const passphrase = readPassphrase(options.passphraseEnv);
  if (!passphrase.ok) return passphrase;
  const { privateKey, publicKey, fingerprint } = (await app.signing()).createKeyPair(passphrase.value);
  const [secret, open] = [`${name}.key`, `${name}.pub`];
  const written = writeBoth([secret, privateKey], [open, publicKey]);
  if (!written.ok) return written;
  if (app.json) app.console.json({ privateKey: secret, publicKey: open, fingerprint });
  else {
    const locked = passphrase.value === undefined ? 'not encrypted: keep it to yourself' : 'encrypted';
    app.console.note(`${app.console.mark('green', secret)} is your private key (${locked}).`);
    app.console.note(`${app.console.mark('green', open)} is its public half: sha256:${fingerprint}`);
    app.console.note(`Sign a tool with: kami sign PATH --key ${secret}`);
    app.console.note(
      `Who is to accept it names it in a table [trust.NAME] of config.toml: keys = [${JSON.stringify(resolve(open))}]`,
    );
  }
  return ok(0);
}

/** `kami key show`: the fingerprint of a public key, as `kami inspect` shows signers. */
export async function showKeyCommand(app: App, file: string): CommandResult {
  const fingerprint = await (await app.signing()).fingerprint(file);
  if (!fingerprint.ok) return fingerprint;
  if (app.json) app.console.json({ fingerprint: fingerprint.value });
  else app.console.out(`sha256:${fingerprint.value}`);
  return ok(0);
}

/** The passphrase in an environment variable; nothing where none is named. Error: `KAMI_USAGE`. */
export function readPassphrase(variable: string | undefined): Result<string | undefined, KamiError> {
  if (variable === undefined) return ok(undefined);
  const value = process.env[variable];
  return value === undefined || value === ''
    ? err(kamiError('KAMI_USAGE', `The environment variable ${variable.slice(0, 80)} is not set or empty.`))
    : ok(value);
}

type NewFile = readonly [path: string, text: string];

/** Writes both files or none; neither over one that is there: a lost private key cannot be made again. */
function writeBoth([secret, privateKey]: NewFile, [open, publicKey]: NewFile): Result<void, KamiError> {
  try {
    writeFileSync(secret, privateKey, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    return err(unwritten(secret, cause));
  }
  try {
    return ok(writeFileSync(open, publicKey, { flag: 'wx', mode: 0o644 }));
  } catch (cause) {
    rmSync(secret, { force: true });
    return err(unwritten(open, cause));
  }
}

function unwritten(path: string, cause: unknown): KamiError {
  const code = fileErrorCode(cause);
  const why = code === 'EEXIST' ? 'is there already; no key was made' : `cannot be written (${code})`;
  return kamiError('KAMI_USAGE', `${path} ${why}.`, {
    cause,
    hint: 'Give another name: kami key create NAME',
  });
}
