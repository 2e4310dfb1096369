import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { parse } from 'smol-toml';
import { buildFailure } from './build-result.ts';
import { messageOf } from './translate-error.ts';
import type { BuildResult } from './build-result.ts';
import type { BuildToolOptions } from './build-tool.ts';

/** What a tool's folder says about building it: `src/tool.ts` (or `tool.js`) becomes what `tool.toml` names as `[tool] wasm`. */
export async function readProject(folder: string): Promise<BuildResult<BuildToolOptions>> {
  const manifest = join(folder, 'tool.toml');
  const text = await readFile(manifest, 'utf8').catch(() => undefined);
  if (text === undefined) return buildFailure('config', `there is no ${manifest}; give --entry and --out`);
  try {
    const tool = parse(text)['tool'];
    const wasm = typeof tool === 'object' && 'wasm' in tool ? tool['wasm'] : undefined;
    if (typeof wasm !== 'string' || wasm === '' || isAbsolute(wasm) || wasm.split(/[\\/]/).includes('..'))
      return buildFailure('config', `${manifest}: [tool] wasm must be a path inside the folder`);
    const entry = await firstEntry(folder);
    if (entry === undefined)
      return buildFailure('config', `there is no ${join(folder, 'src', 'tool.ts')}, nor tool.js`);
    return { ok: true, value: { entry, out: join(folder, wasm), manifest } };
  } catch (error) {
    return buildFailure('config', `${manifest}: ${messageOf(error)}`);
  }
}

async function firstEntry(folder: string): Promise<string | undefined> {
  for (const name of ['tool.ts', 'tool.js']) {
    const path = join(folder, 'src', name);
    if ((await stat(path).catch(() => undefined))?.isFile() === true) return path;
  }
  return undefined;
}
