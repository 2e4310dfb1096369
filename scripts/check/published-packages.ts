/** Packs each published package as the registry would get it and runs publint on the tarball. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { requireCommand } from '../build/run-command.ts';

const published = ['packages/cli', 'packages/guest'];

for (const folder of published) {
  const destination = mkdtempSync(join(tmpdir(), 'kami-pack-'));
  try {
    await requireCommand(['pnpm', 'pack', '--pack-destination', destination], { folder });
    const tarball = join(destination, readdirSync(destination).find((name) => name.endsWith('.tgz')) ?? '');
    const bytes = readFileSync(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
      strict: true,
    });
    for (const message of messages) {
      stderr.write(`${folder}: ${formatMessage(message, pkg) ?? message.code}\n`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(destination, { recursive: true });
  }
}
stdout.write(`${published.length} packages packed and checked\n`);
