import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** A folder of built programs, from which the transpiler is found as from the installed command. */
export interface ProgramFolder extends Disposable {
  /** Bundles the prepare process as the published command has it; gives its path. */
  readonly bundlePrepare: () => Promise<string>;
  /** Writes a program that stands in for the prepare process; gives its path. */
  readonly writeProgram: (name: string, source: string) => string;
}

/** Makes an empty folder of programs; disposing removes it. */
export function createProgramFolder(): ProgramFolder {
  mkdirSync(join(PACKAGE, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(PACKAGE, 'dist', 'test-'));
  return {
    bundlePrepare: async () => {
      await build({
        input: { prepare: join(PACKAGE, 'src/prepare/main.ts') },
        platform: 'node',
        external: (id) => id.startsWith('@bytecodealliance/jco-transpile'),
        logLevel: 'warn',
        output: { dir: folder, format: 'esm', entryFileNames: '[name].js' },
      });
      return join(folder, 'prepare.js');
    },
    writeProgram: (name, source) => {
      const path = join(folder, `${name}.mjs`);
      writeFileSync(path, source);
      return path;
    },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
