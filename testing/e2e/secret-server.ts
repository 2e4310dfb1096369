import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';

/** A server on loopback that keeps what it was sent. */
export interface SecretServer extends AsyncDisposable {
  readonly port: number;
  /** The header fields of each request, oldest first. */
  readonly received: readonly IncomingHttpHeaders[];
}

/** Serves on loopback, with TLS where a folder with `key` and `cert` is given. */
export async function serveSecrets(listener: RequestListener, tls?: string): Promise<SecretServer> {
  const received: IncomingHttpHeaders[] = [];
  const answer: RequestListener = (request, response) => {
    received.push(request.headers);
    listener(request, response);
  };
  const server: Server =
    tls === undefined
      ? createServer(answer)
      : createTlsServer(
          { key: readFileSync(join(tls, 'key')), cert: readFileSync(join(tls, 'cert')) },
          answer,
        );
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Makes a certificate for `localhost` with its key, as the files `cert` and `key` of a folder. */
export function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...subject, ...files], { stdio: 'ignore' });
}
