import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { KamiTestError } from './kami-test-error.ts';

/** The files of a tool, by the paths that the tool has for them: `/data/…` in its private folder, `/mnt/NAME/…` in those it is lent. */
export interface TestFiles {
  /** A file's text. */
  read(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  /** Writes a file, and the folders that it is in. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Every file below a folder, by its path relative to it, sorted; none where the folder is not there. */
  list(path?: string): Promise<readonly string[]>;
}

/** Makes it over the folders of one tool. A path elsewhere throws `USAGE`. */
export function createTestFiles(
  privateFolder: string | undefined,
  lent: ReadonlyMap<string, string>,
): TestFiles {
  const pathOf = (path: string): string => {
    const [, top, rest = ''] = /^\/(data|mnt)(?:\/(.*))?$/su.exec(path) ?? [];
    if (top === 'data' && privateFolder !== undefined) return pathBelow(privateFolder, rest);
    const [name = '', ...below] = rest.split('/');
    const folder = top === 'mnt' ? lent.get(name) : undefined;
    if (folder !== undefined) return pathBelow(folder, below.join('/'));
    const has = [
      ...(privateFolder === undefined ? [] : ['/data']),
      ...[...lent.keys()].map((one) => `/mnt/${one}`),
    ];
    throw new KamiTestError(
      'USAGE',
      `${JSON.stringify(path)} is in no folder of the tool; it has ${has.join(', ') || 'none'}.`,
    );
  };
  return {
    read: async (path) => readFile(pathOf(path), 'utf8'),
    readBytes: async (path) => new Uint8Array(await readFile(pathOf(path))),
    async write(path, content) {
      const file = pathOf(path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, content);
    },
    exists: async (path) => {
      const found = await stat(pathOf(path)).catch(() => undefined);
      return found !== undefined;
    },
    async list(path = '/data') {
      const folder = pathOf(path);
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .toSorted();
    },
  };
}

/** A path below a folder. Throws `USAGE` where it leads out of it. */
export function pathBelow(folder: string, path: string): string {
  const whole = resolve(folder, path === '' ? '.' : path);
  if (whole === folder || whole.startsWith(folder + sep)) return whole;
  throw new KamiTestError('USAGE', `${JSON.stringify(path)} leads out of its folder.`);
}
