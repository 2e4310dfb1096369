import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { guestsFolder } from './paths.ts';

const TARGET = 'wasm32-wasip1';

/** Compiles `guest.rs` to a core module with the machine's own Rust; nothing where it has none for WASI. */
export function compileRust(name: string): Uint8Array | undefined {
  const library = spawnSync('rustc', ['--print', 'target-libdir', '--target', TARGET], { encoding: 'utf8' });
  if (library.status !== 0 || !existsSync(library.stdout.trim())) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'kami-guest-'));
  try {
    const out = join(folder, 'core.wasm');
    const flags = [
      '--edition=2021',
      '--crate-type=cdylib',
      '-Copt-level=z',
      '-Cpanic=abort',
      '-Cstrip=symbols',
    ];
    const source = `${guestsFolder}${name}/guest.rs`;
    const done = spawnSync('rustc', [`--target=${TARGET}`, ...flags, source, '-o', out], {
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`${name}/guest.rs does not compile:\n${done.stderr}`);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
