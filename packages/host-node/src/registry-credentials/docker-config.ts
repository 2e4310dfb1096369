import type { RegistryCredential } from '@kami/registry';

/** What a client of registries keeps in `config.json`, as far as it is about credentials (Docker's `docker login`). */
export interface DockerConfig {
  /** Name of the helper for one registry, which goes before `credsStore`. */
  readonly credHelpers: ReadonlyMap<string, string>;
  /** Name of the helper for all registries. */
  readonly credsStore: string | undefined;
  /** Credentials in the file itself, by registry. */
  readonly auths: ReadonlyMap<string, RegistryCredential>;
}

/** The key of Docker Hub, which has a name of its own from before registries had hosts as names. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
/** A user name that says that the secret is a refresh token. */
const TOKEN_USER = '<token>';

/** The name by which credential stores know a registry. */
export function serverOf(registry: string): string {
  return registry === 'docker.io' ? DOCKER_HUB_KEY : registry;
}

/** Reads the text of `config.json`; nothing where it is no JSON object. Entries that are none are left out. */
export function parseDockerConfig(text: string): DockerConfig | undefined {
  const config = objectOf(parseJson(text));
  if (config === undefined) return undefined;
  const auths = new Map<string, RegistryCredential>();
  for (const [key, entry] of Object.entries(objectOf(config['auths']) ?? {})) {
    const credential = credentialOf(entry);
    if (credential !== undefined) auths.set(registryOf(key), credential);
  }
  const helpers = Object.entries(objectOf(config['credHelpers']) ?? {});
  const store = config['credsStore'];
  return {
    credHelpers: new Map(
      helpers.flatMap(([key, name]): [string, string][] =>
        typeof name === 'string' ? [[registryOf(key), name]] : [],
      ),
    ),
    credsStore: typeof store === 'string' && store !== '' ? store : undefined,
    auths,
  };
}

/** Reads what a credential helper printed (`docker-credential-helpers`, "get"). Nothing where it is none. */
export function parseHelperAnswer(text: string): RegistryCredential | undefined {
  const answer = objectOf(parseJson(text));
  return toCredential(answer?.['Username'], answer?.['Secret']);
}

function credentialOf(value: unknown): RegistryCredential | undefined {
  const entry = objectOf(value);
  const token = entry?.['identitytoken'];
  if (typeof token === 'string' && token !== '') return { kind: 'identity-token', token };
  const auth = entry?.['auth'];
  if (typeof auth !== 'string' || auth === '') return toCredential(entry?.['username'], entry?.['password']);
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/u, '');
  const colon = text.indexOf(':');
  return colon < 1 ? undefined : toCredential(text.slice(0, colon), text.slice(colon + 1));
}

function toCredential(username: unknown, secret: unknown): RegistryCredential | undefined {
  if (typeof username !== 'string' || typeof secret !== 'string' || username === '') return undefined;
  return username === TOKEN_USER
    ? { kind: 'identity-token', token: secret }
    : { kind: 'password', username, password: secret };
}

/** A key is a host, or an address with it. */
function registryOf(key: string): string {
  if (key === DOCKER_HUB_KEY) return 'docker.io';
  return (key.replace(/^https?:\/\//iu, '').split('/', 1)[0] ?? '').toLowerCase();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
