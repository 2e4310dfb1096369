/**
 * Threat: the password of one registry that is given to another, or to a program that a configuration of somebody else
 * names. Rule: a credential is found by the exact host and port of its registry; helpers are programs of a plain name,
 * named by the person's own `config.json`, started without a shell.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RegistryCredential, RegistryCredentials } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { readBoundedFile } from '../source/read-bounded-file.ts';
import { errorCode } from '../source/translate-error.ts';
import { askCredentialHelper } from './ask-credential-program.ts';
import { parseDockerConfig, parseHelperAnswer, serverOf, type DockerConfig } from './docker-config.ts';

/** Bytes of `config.json`: tokens of a few registries. */
const MAX_CONFIG_BYTES: number = 1024 * 1024;

/** The credentials that `docker login` keeps: `config.json` in `DOCKER_CONFIG`, else in `~/.docker`. */
export function createDockerCredentials(
  env: Readonly<Record<string, string | undefined>>,
): RegistryCredentials {
  const folder = env['DOCKER_CONFIG'] ?? '';
  const path = join(folder === '' ? join(homedir(), '.docker') : folder, 'config.json');
  return {
    async find(registry, signal) {
      const config = await readConfig(path);
      if (!config.ok || config.value === undefined) return config.ok ? ok(undefined) : config;
      const helper = config.value.credHelpers.get(registry) ?? config.value.credsStore;
      if (helper === undefined) return ok(config.value.auths.get(registry));
      const answer = await askCredentialHelper(helper, serverOf(registry), env, signal);
      if (!answer.ok) return answer;
      return answer.value === undefined
        ? ok(config.value.auths.get(registry))
        : readAnswer(helper, answer.value);
    },
  };
}

async function readConfig(path: string): Promise<Result<DockerConfig | undefined, KamiError>> {
  const bytes = await readBoundedFile(path, path, MAX_CONFIG_BYTES);
  if (!bytes.ok) {
    const code = errorCode(bytes.error.cause);
    return code === 'ENOENT' || code === 'ENOTDIR' ? ok(undefined) : err(unreadable(path));
  }
  const config = parseDockerConfig(Buffer.from(bytes.value).toString('utf8'));
  return config === undefined ? err(unreadable(path)) : ok(config);
}

function readAnswer(helper: string, answer: string): Result<RegistryCredential | undefined, KamiError> {
  const credential = parseHelperAnswer(answer);
  return credential === undefined
    ? err(kamiError('KAMI_SECRETS_UNUSABLE', `The credential helper ${helper} answered no credential.`))
    : ok(credential);
}

function unreadable(path: string): KamiError {
  return kamiError('KAMI_SECRETS_UNUSABLE', `${path} cannot be read as a configuration of Docker.`, {
    hint: 'Mend it, or name another folder by the variable DOCKER_CONFIG.',
  });
}
