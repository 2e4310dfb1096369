import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { createInterface } from 'node:readline';

/** A registry server of its own; it and all that it holds are gone when it is disposed. */
export interface DockerRegistry extends AsyncDisposable {
  readonly port: number;
  /** `127.0.0.1:PORT`. */
  readonly host: string;
}

/** How a registry lets in. */
export type RegistryAccess =
  | { readonly kind: 'open' }
  /** The user `kami` with {@link REGISTRY_PASSWORD}. */
  | { readonly kind: 'password' }
  /** Tokens that this realm signs with the key of this certificate (PEM file). */
  | { readonly kind: 'token'; readonly realm: string; readonly certificate: string };

/** The password of the user `kami`. */
export const REGISTRY_PASSWORD = 'open-sesame';
/** The line of `htpasswd -B` for it. */
const HTPASSWD = 'kami:$2y$04$MIdAjZmthcYXsj16.8bbvu6M8R.5Q0awSSN6Ro8bw1EX1a3Y3EoCu';

/** Whether the server is installed (Debian's package `docker-registry`). */
export function hasDockerRegistry(): boolean {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'docker-registry')));
}

/** Starts a registry on a port of loopback that the system chooses. */
export async function startDockerRegistry(
  access: RegistryAccess = { kind: 'open' },
): Promise<DockerRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-registry-'));
  writeFileSync(join(folder, 'htpasswd'), `${HTPASSWD}\n`);
  const config = {
    version: '0.1',
    log: { level: 'info', formatter: 'json' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: '127.0.0.1:0', secret: 'loopback' },
    ...authOf(access, folder),
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: env['PATH'] ?? '' },
  });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stderr });
  let port = 0;
  let printed = '';
  for await (const line of lines) {
    printed += `${line}\n`;
    port = Number(/listening on 127\.0\.0\.1:(\d+)/u.exec(line)?.[1] ?? 0);
    if (port > 0) break;
  }
  child.stderr.resume();
  if (port === 0) throw new Error(`docker-registry did not start:\n${printed}`);
  return {
    port,
    host: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function authOf(access: RegistryAccess, folder: string): object {
  if (access.kind === 'password')
    return { auth: { htpasswd: { realm: 'loopback', path: join(folder, 'htpasswd') } } };
  if (access.kind === 'open') return {};
  const token = {
    realm: access.realm,
    service: 'loopback',
    issuer: 'loopback',
    rootcertbundle: access.certificate,
  };
  return { auth: { token } };
}
