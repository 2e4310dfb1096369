import { spawn } from 'node:child_process';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** Milliseconds that a helper may take: it may ask the person to unlock a keyring. */
const HELPER_TIMEOUT_MS = 60_000;
/** Bytes of a helper's answer. */
const MAX_ANSWER_BYTES: number = 256 * 1024;
/** What helpers print when they have nothing (`docker-credential-helpers`, `credentials/error.go`). */
const NOTHING = 'credentials not found in native keychain';

/**
 * Asks `docker-credential-NAME get` for the credential of a server; nothing where it has none. It is found on `PATH`, as
 * the client of the same configuration finds it, and started without a shell. Error: `KAMI_SECRETS_UNUSABLE`.
 */
export async function askCredentialHelper(
  name: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Result<string | undefined, KamiError>> {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/u.test(name))
    return err(unusable(JSON.stringify(name.slice(0, 80)), 'that is no name of one'));
  const { promise, resolve } = Promise.withResolvers<Result<string | undefined, KamiError>>();
  const child = spawn(`docker-credential-${name}`, ['get'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...env },
    timeout: HELPER_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    signal,
    windowsHide: true,
  });
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
    if (answer.length > MAX_ANSWER_BYTES) child.kill('SIGKILL');
  });
  child.stdin.on('error', () => undefined).end(server);
  child.on('error', (error) => resolve(err(unusable(name, reasonOf(error)))));
  child.on('close', (code) => {
    if (code === 0 && answer.length <= MAX_ANSWER_BYTES) resolve(ok(answer));
    else if (answer.trim() === NOTHING) resolve(ok(undefined));
    else resolve(err(unusable(name, code === null ? 'it did not end in time' : `it ended with ${code}`)));
  });
  return await promise;
}

function reasonOf(error: Error): string {
  return 'code' in error && error.code === 'ENOENT' ? 'it is not installed' : 'it could not be run';
}

function unusable(name: string, why: string): KamiError {
  return kamiError(
    'KAMI_SECRETS_UNUSABLE',
    `The credential helper ${name} of Docker's configuration is unusable: ${why}.`,
    {
      hint: 'Install docker-credential-NAME, or change credsStore and credHelpers in the config.json of Docker.',
    },
  );
}
