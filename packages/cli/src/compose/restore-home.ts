import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { adoptFiles, DATABASE_ENTRY, readBackup, type BackupContents } from '@kami/host-node/upkeep';
import { createChangeRecorder } from '@kami/runtime';
import type { InstalledTool } from '@kami/registry';
import {
  bringForward,
  checkDatabase,
  keepFormer,
  readInstalledTools,
  replaceDatabase,
} from '@kami/store-sqlite/upkeep';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { RestoreReport } from '../home/upkeep.ts';
import { returnedGrants } from './returned-grants.ts';
import type { ServiceParts } from './service-parts.ts';

/**
 * Puts a backup in the place of what a home has installed. The archive is verified whole first; then the former database
 * is kept as a copy, the stored files are put beside those that are there, and at last the database is replaced in one
 * transaction, which running servers see. Killed before that, everything is as it was. Errors: those of reading the
 * archive, `KAMI_STORE_NEWER`, `KAMI_STORE_FAILED`.
 */
export async function restoreHome(
  parts: ServiceParts,
  file: string,
  onStep: (what: string) => void,
): Promise<Result<RestoreReport, KamiError>> {
  const { paths } = parts;
  await mkdir(paths.temporary, { recursive: true, mode: 0o700 });
  const unpacked = await mkdtemp(join(paths.temporary, `restore-${process.pid}-`));
  try {
    const contents = await readBackup(resolve(file), unpacked, onStep);
    if (!contents.ok) return contents;
    const copy = join(unpacked, DATABASE_ENTRY);
    const tools = await checkCopy(copy, file, contents.value);
    if (!tools.ok) return tools;
    if (parts.signal.aborted)
      return err(kamiError('KAMI_CANCELLED', 'The restoring was interrupted; nothing was changed.'));
    onStep('the database');
    const before = readInstalledTools(paths.database);
    const former = keepFormer(paths.database);
    if (!former.ok) return former;
    const stored = contents.value.files.filter(({ path }) => path !== DATABASE_ENTRY);
    const kept = await adoptFiles(unpacked, paths.root, stored);
    if (!kept.ok) return kept;
    const recorder = createChangeRecorder(parts, { actor: parts.actor, intent: 'restore the home' });
    const { madeAt, kami } = contents.value;
    const count = new Set(tools.value.map(({ id }) => id)).size;
    const event = recorder.make('home.restored', 'control_plane', { madeAt, kami, tools: count });
    const replaced = await replaceDatabase(copy, paths.database, [event]);
    if (!replaced.ok) return replaced;
    return ok({
      tools: count,
      madeAt,
      ...(former.value === undefined ? {} : { former: former.value }),
      keptSecrets: kept.value.map((path) => basename(path, '.json')),
      returnedGrants: before.ok ? returnedGrants(before.value, tools.value) : [],
    });
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** Brings the unpacked database to this KAMI's schema and looks at all of it; gives every version of every tool. */
async function checkCopy(
  copy: string,
  file: string,
  { files }: BackupContents,
): Promise<Result<readonly InstalledTool[], KamiError>> {
  const forward = bringForward(copy);
  if (!forward.ok) return forward;
  const checked = await checkDatabase(copy);
  if (!checked.ok) return checked;
  const [first] = checked.value.findings;
  if (first !== undefined) return err(unfit(file, `in its database, ${first.what} ${first.problem}`));
  const paths = new Map(files.map(({ path, digest }) => [path, digest]));
  const lacking = checked.value.tools.find(
    ({ digest }) => paths.get(`store/sha256/${digest}/component.wasm`) !== digest,
  );
  return lacking === undefined
    ? ok(checked.value.tools)
    : err(unfit(file, `the component of ${lacking.name} ${lacking.version} is not in it`));
}

function unfit(file: string, reason: string): KamiError {
  return kamiError('KAMI_STORE_CORRUPT', `${file} cannot be restored: ${reason}. Nothing was changed.`, {
    hint: 'Restore another backup.',
  });
}
