import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Targets } from './forbidden-targets.ts';

/** What no reply may hold. */
export const CANARY = 'CANARY-THAT-IS-NOT-LENT';

/** Folders and servers of which some are lent to the tool and some are not. */
export interface Canaries extends AsyncDisposable {
  readonly targets: Targets;
  /** A folder that may be changed. */
  readonly work: string;
  /** A folder that may be read. */
  readonly lent: string;
  /** What was touched that is not lent, in words; nothing while it is as it was. */
  touched(): string | undefined;
}

/** Makes them in a folder. */
export async function setCanaries(root: string): Promise<Canaries> {
  const [work, lent, canary] = ['work', 'lent', 'canary'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [work, join(work, 'sub'), lent, canary]) mkdirSync(folder);
  const canaryFile = join(canary, 'canary.txt');
  writeFileSync(canaryFile, CANARY);
  for (const folder of [work, lent]) writeFileSync(join(folder, 'a.txt'), 'lent');
  writeFileSync(join(work, 'sub', 'b.txt'), 'lent too');
  symlinkSync('../canary', join(work, 'out'));
  symlinkSync(canary, join(work, 'absolute'));
  symlinkSync('loop', join(work, 'loop'));
  const reached: string[] = [];
  const canaryServer = createServer((_request, response) => response.end(CANARY));
  canaryServer.on('connection', () => reached.push('a connection to the canary server'));
  const canaryOrigin = await listen(canaryServer);
  const granted = createServer((request, response) => {
    if (request.method !== 'GET') reached.push(`${request.method} to the granted server`);
    if (request.url === '/redirect') response.writeHead(302, { location: `${canaryOrigin}/` }).end();
    else if (request.url === '/endless') response.write('x'.repeat(65_536));
    else response.end('granted');
  });
  const targets = { granted: await listen(granted), canary: canaryOrigin, canaryFile };
  const picture = (): string =>
    JSON.stringify([
      readdirSync(root),
      ...[canary, lent].map((folder) =>
        readdirSync(folder).map((name) => {
          const { mtimeNs, mode, size } = statSync(join(folder, name), { bigint: true });
          return [
            name,
            String(mtimeNs),
            String(mode),
            String(size),
            readFileSync(join(folder, name), 'utf8'),
          ];
        }),
      ),
    ]);
  let before: string | undefined;
  return {
    targets,
    work,
    lent,
    touched() {
      const now = picture();
      before ??= now;
      return now === before ? reached[0] : `files outside the lent folder changed: ${now}`;
    },
    async [Symbol.asyncDispose]() {
      for (const server of [canaryServer, granted]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no address');
  return `http://127.0.0.1:${address.port}`;
}
