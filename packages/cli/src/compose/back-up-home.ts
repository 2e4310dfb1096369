import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createSecretVault } from '@kami/host-node';
import { DATABASE_ENTRY, writeBackup, type BackupSource } from '@kami/host-node/upkeep';
import { copyTo, readStoredNames } from '@kami/store-sqlite/upkeep';
import { formatMicros, ok, parseToolId, type KamiError, type Result } from '@kami/types';
import type { HomePaths } from '../home/home-paths.ts';
import type { BackupOptions, BackupReport } from '../home/upkeep.ts';
import type { ServiceParts } from './service-parts.ts';

/**
 * Writes one archive of a home: a consistent copy of its database, and every stored file that the copy names. Servers
 * keep running. Errors: `KAMI_STORE_FAILED`, `KAMI_STORE_CORRUPT`, `KAMI_USAGE` when the archive exists.
 */
export async function backUpHome(
  parts: ServiceParts,
  options: BackupOptions,
): Promise<Result<BackupReport, KamiError>> {
  const { paths, clock, version } = parts;
  await mkdir(paths.temporary, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(paths.temporary, `backup-${process.pid}-`));
  try {
    options.onStep('the database');
    const copy = join(folder, DATABASE_ENTRY);
    const copied = copyTo(paths.database, copy);
    if (!copied.ok) return copied;
    const names = readStoredNames(copy);
    if (!names.ok) return names;
    const secrets = await findSecrets(parts);
    if (!secrets.ok) return secrets;
    const included = options.secrets ? secrets.value.inFiles : [];
    const written = await writeBackup(resolve(options.file), {
      kami: version,
      madeAt: formatMicros(clock.now().wallMicros),
      sources: [
        { path: DATABASE_ENTRY, from: copy },
        ...storedSources(paths.store, names.value.files),
        ...included.map((name) => ({
          path: `secrets/${name}.json`,
          from: join(paths.secrets, `${name}.json`),
        })),
      ],
      replace: options.replace,
      onStep: options.onStep,
    });
    if (!written.ok) return written;
    return ok({
      files: written.value.length,
      bytes: written.value.reduce((sum, { size }) => sum + size, 0),
      secrets: included,
      secretsLeftOut: secrets.value.all.filter((name) => !included.includes(name)),
      leftOut: leftOut(paths),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A prepared form that is missing is left out: it is made anew at its next use. */
function storedSources(store: string, names: ReadonlySet<string>): readonly BackupSource[] {
  return [...names].toSorted().flatMap((name) => {
    const isComponent = !name.includes('/');
    const below = `sha256/${isComponent ? `${name}/component.wasm` : name}`;
    const from = join(store, below);
    return isComponent || existsSync(from) ? [{ path: `store/${below}`, from }] : [];
  });
}

async function findSecrets({
  paths,
  config,
}: ServiceParts): Promise<
  Result<{ readonly all: readonly string[]; readonly inFiles: readonly string[] }, KamiError>
> {
  if (!existsSync(paths.secrets)) return ok({ all: [], inFiles: [] });
  const vault = createSecretVault({ folder: paths.secrets, store: config.secrets.store });
  const entries = await vault.list();
  if (!entries.ok) return entries;
  const inFiles = entries.value.filter(({ kept }) => kept === 'file').map(({ name }) => name);
  return ok({ all: entries.value.map(({ name }) => name), inFiles });
}

function leftOut({ config, trust, data }: HomePaths): readonly string[] {
  const kept = existsSync(data) ? readdirSync(data).filter((name) => parseToolId(name).ok) : [];
  return [config, trust, ...kept.map((name) => join(data, name))].filter((path) => existsSync(path));
}
