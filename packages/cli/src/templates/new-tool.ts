import { basename, dirname, relative, resolve } from 'node:path';
import { deriveManifest } from '@kami/registry';
import { err, kamiError, ok, parseToolId, parseToolName, type KamiError, type Result } from '@kami/types';

/** A tool that is to be begun. */
export interface NewTool {
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly name: string;
  readonly id: string;
}

/**
 * What a new tool is called: its name is that of its folder, its id `local.NAME` unless given. Errors: `KAMI_USAGE`, with a
 * name that is valid.
 */
export function nameNewTool(path: string, id?: string): Result<NewTool, KamiError> {
  const folder = resolve(path);
  if (folder === resolve('.') || folder === dirname(folder)) {
    const hint = 'Name a new folder, for example: kami init hello';
    return err(kamiError('KAMI_USAGE', 'kami init makes a folder of its own for the tool.', { hint }));
  }
  const name = parseToolName(basename(folder));
  if (!name.ok) return err(invalidName(path, name.error));
  const chosen = parseToolId(id ?? `local.${name.value.replace(/-+$/u, '')}`);
  return chosen.ok ? ok({ folder, name: name.value, id: chosen.value }) : chosen;
}

function invalidName(path: string, { message }: KamiError): KamiError {
  const derived = deriveManifest(basename(path));
  const folder = dirname(path) === '.' ? '' : `${dirname(path)}/`;
  const hint = derived.ok
    ? `Try: kami init ${folder}${derived.value.name}`
    : 'Try a name such as: kami init hello';
  return kamiError('KAMI_USAGE', message, { hint });
}

/** A folder as it is typed from the current one. */
export function shownFolder(folder: string): string {
  const path = relative('', folder);
  return path.startsWith('..') ? folder : path;
}
