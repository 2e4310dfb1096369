import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildTool, type Engine } from '@kami/guest/build';

import { guestsFolder } from './paths.ts';

/** Builds `guest.ts` as an author of tools does: with the SDK. */
export async function buildSdkTool(name: string, engine: Engine): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'kami-guest-'));
  try {
    const out = join(folder, 'guest.wasm');
    const built = await buildTool({ entry: `${guestsFolder}${name}/guest.ts`, out, engine });
    if (!built.ok) throw new Error(built.error.problems.map(({ message }) => message).join('\n'));
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
