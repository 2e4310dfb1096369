/**
 * Threat: of a few paths that a tool tried, a suggestion lends it the whole machine, the user's home, or where keys lie.
 * Rule: the deepest folder that holds them, never one of those; where only such a folder holds them, none.
 */

/** Folders of a home that hold keys and passwords; nothing in or around them is suggested. */
const SECRET_FOLDERS = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.kube',
  '.docker',
  '.config/gcloud',
  '.password-store',
  '.local/share/keyrings',
] as const;

/** What never is suggested: the user's home, and KAMI's. */
export interface KeptFolders {
  readonly userHome: string;
  readonly kamiHome: string;
}

/**
 * The folders that hold all these absolute paths, each as deep as can be: one where a single one may be suggested,
 * else one for each path, and none for a path that only a kept folder holds.
 */
export function suggestFolders(paths: readonly string[], kept: KeptFolders): readonly string[] {
  const parents = [...new Set(paths.map(parentOf))];
  const [first, ...others] = parents;
  if (first === undefined) return [];
  const common = others.reduce(commonParent, first);
  if (maySuggest(common, kept)) return [common];
  return withoutNested(parents.filter((folder) => maySuggest(folder, kept)));
}

/** Whether a folder may be suggested to be lent. */
export function maySuggest(folder: string, { userHome, kamiHome }: KeptFolders): boolean {
  if (partsOf(folder).length < 2 || /\p{C}/u.test(folder)) return false;
  if (isWithin(userHome, folder) || isWithin(kamiHome, folder) || isWithin(folder, kamiHome)) return false;
  return SECRET_FOLDERS.map((name) => `${userHome}/${name}`).every(
    (secret) => !isWithin(folder, secret) && !isWithin(secret, folder),
  );
}

function withoutNested(folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => !folders.some((other) => other !== folder && isWithin(folder, other)));
}

function commonParent(a: string, b: string): string {
  const other = partsOf(b);
  const end = partsOf(a).findIndex((part, index) => part !== other[index]);
  return `/${partsOf(a)
    .slice(0, end === -1 ? undefined : end)
    .join('/')}`;
}

function parentOf(path: string): string {
  return `/${partsOf(path).slice(0, -1).join('/')}`;
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

/** Whether a path is a folder or something in it. */
function isWithin(path: string, folder: string): boolean {
  return `${path}/`.startsWith(`${folder === '/' ? '' : folder}/`);
}
