/** Started by npx inside the fetched toolchain: reports the PATH that leads to it, as one JSON line. */
import { env, stdout, versions } from 'node:process';

stdout.write(`${JSON.stringify({ path: env.PATH ?? env.Path ?? '', node: versions.node })}\n`);
