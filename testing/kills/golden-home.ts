import { cpSync, globSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { guestPath } from '../guests/index.ts';
import { ageDatabase } from './aged-database.ts';

/** A tool that is installed with a grant, whose every change is told by its version. */
export const keeper = 'keeper';
/** The grant that no kill may take away or add to. */
export const keptGrant = 'net=GET example.com';
/** The grant that one of the commands adds. */
export const addedGrant = 'env=LANG';

/** A home that commands are killed in, put back to one state before each. */
export interface GoldenHome extends Disposable {
  readonly home: TestHome;
  /** A folder of the keeper's next version, a component that is not installed, and a declaration of both. */
  readonly sources: { readonly update: string; readonly other: string; readonly declaration: string };
  /** An archive of the state. */
  readonly backup: string;
  /** Puts the home back; `aged` with a database of the first schema. */
  reset(state: 'present' | 'aged'): void;
}

/** Makes the home, its state and what the commands install. */
export async function makeGoldenHome(): Promise<GoldenHome> {
  const home = makeTestHome();
  const asked = ['net_allow_list = ["GET example.com"]', 'env = ["LANG"]'];
  const folder = (version: string): string =>
    makeToolFolder(home, 'net-probe', asked, { name: keeper, version, description: 'Keeps.' });
  await home.must(['install', folder('1.0.0'), '--grant', keptGrant]);
  const update = folder('1.1.0');
  const declaration = declare(home, update);
  const backup = join(home.path, '..', 'golden.tar');
  await home.must(['backup', backup]);
  await home.must(['remove', keeper]);
  await home.must(['restore', backup, '--yes']);
  await leaveGarbage(home);
  const [present, aged] = ['present', 'aged'].map((name) => join(home.path, '..', `golden-${name}`));
  if (present === undefined || aged === undefined) throw new Error('a state has no folder');
  renameSync(home.path, present);
  cpSync(present, aged, { recursive: true, preserveTimestamps: true });
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(aged, `kami.db${suffix}`), { force: true });
  ageDatabase(join(present, 'kami.db'), join(aged, 'kami.db'));
  return {
    home,
    sources: { update, other: guestPath('say'), declaration },
    backup,
    reset(state) {
      rmSync(home.path, { recursive: true, force: true });
      rmSync(join(home.path, '..', 'killed.tar'), { force: true });
      rmSync(declaration.replace(/toml$/u, 'lock'), { force: true });
      mkdirSync(home.path, { mode: 0o700 });
      cpSync(state === 'aged' ? aged : present, home.path, { recursive: true, preserveTimestamps: true });
    },
    [Symbol.dispose]: () => home[Symbol.dispose](),
  };
}

function declare(home: TestHome, update: string): string {
  const declaration = join(home.path, '..', 'kami.toml');
  const tools = [
    ['name = "keeper"', `source = "${update}"`, `grants = ["${keptGrant}"]`],
    ['name = "say"', `source = "${guestPath('say')}"`],
  ];
  writeFileSync(declaration, tools.map((lines) => ['[[tools]]', ...lines, ''].join('\n')).join('\n'));
  return declaration;
}

/** Files that no row names, old enough to be collected. */
async function leaveGarbage(home: TestHome): Promise<void> {
  await home.must(['install', guestPath('echo')]);
  await home.must(['remove', 'local.echo']);
  const long = new Date(Date.now() - 7_200_000);
  for (const file of globSync('store/sha256/*/*', { cwd: home.path }))
    utimesSync(join(home.path, file), long, long);
}
