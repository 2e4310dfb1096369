import { grantableTo } from '@kami/runtime';
import { describeDenial, FOLDER_TO_CHOOSE, liftingGrants, type Denial } from '@kami/sandbox';
import type { InstalledTool } from '@kami/registry';

/** What a person can be asked after a denial: the narrowest grant that lifts it, or why there is none. */
export interface LearnedGrant {
  /** The grant as `kami grant` takes it; `DIR` stands for a folder that is to be chosen. Absent where none can be given. */
  readonly grant?: string;
  /** Whether {@link grant} needs a folder. */
  readonly needsFolder: boolean;
  /** What the tool would be able to do, or why it can not. */
  readonly meaning: string;
}

/** What can be granted after a denial, within the tool's manifest. */
export function learnedGrant({ name, manifest }: InstalledTool, denial: Denial): LearnedGrant {
  const { wanted } = denial;
  const grants = wanted === undefined ? [] : liftingGrants(wanted, grantableTo(manifest.security));
  const grant = grants.at(-1);
  if (wanted !== undefined && grant !== undefined)
    return { grant, needsFolder: grant.includes(`=${FOLDER_TO_CHOOSE}`), meaning: meaningOf(wanted) };
  const { hint: _hint, ...said } = denial;
  const suggestion =
    denial.beyondManifest === true ? ` See what it would have to ask for: kami policy suggest ${name}` : '';
  return { needsFolder: false, meaning: `${describeDenial(name, said)}${suggestion}` };
}

function meaningOf(wanted: NonNullable<Denial['wanted']>): string {
  switch (wanted.kind) {
    case 'net':
      return `requests with ${wanted.method} to ${wanted.target}, any path`;
    case 'folder':
      return `${wanted.write ? 'reading and changing' : 'reading'} everything in ${folderOf(wanted)}`;
    case 'env':
      return `reading the variable ${wanted.key}${process.env[wanted.key] === undefined ? ', which is not set here' : ''}`;
    case 'secret':
      return `reading the secret ${wanted.name} itself`;
  }
}

function folderOf({ path, lent }: { readonly path: string; readonly lent?: string }): string {
  if (lent !== undefined) return `the folder lent as /mnt/${lent}`;
  return path.startsWith('/mnt/')
    ? `a folder of yours, which it finds as ${path.split('/').slice(0, 3).join('/')}`
    : '/data, its private folder';
}
