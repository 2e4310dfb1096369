import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { kamiProgram, runProgram, type KamiResult, type TestHome } from './kami.ts';

/** A `kami.toml` of a test, beside a home. */
export interface DeclaredHome {
  readonly folder: string;
  readonly file: string;
  /** Writes the declaration: these tables, or none. */
  declare(...tools: readonly (readonly string[])[]): void;
  /** The text of the lock. */
  lock(): string;
  /** Runs `kami sync FILE FLAGS…`, with these variables too. */
  sync(flags?: readonly string[], env?: Readonly<Record<string, string>>): Promise<KamiResult>;
}

/** Makes a folder for a `kami.toml` beside a home. */
export function makeDeclaredHome(home: TestHome, name = 'team'): DeclaredHome {
  const folder = join(home.path, '..', name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'kami.toml');
  return {
    folder,
    file,
    declare: (...tools) =>
      writeFileSync(file, tools.map((lines) => ['[[tools]]', ...lines, ''].join('\n')).join('\n')),
    lock: () => readFileSync(join(folder, 'kami.lock'), 'utf8'),
    sync: async (flags = [], env = {}) =>
      runProgram([kamiProgram, 'sync', file, ...flags], { ...home.env, ...env }),
  };
}

/** The lines of a declared tool. */
export function declaredTool(
  name: string,
  source: string,
  grants: readonly string[] = [],
): readonly string[] {
  return [`name = "${name}"`, `source = ${JSON.stringify(source)}`, `grants = ${JSON.stringify(grants)}`];
}
