/**
 * Threat: a mount lends more than the operator thought: the whole machine, the kernel's file systems,
 * or KAMI's own home with grants and secrets. Rule: those are refused, whatever the path looks like;
 * the caller gives paths with links resolved.
 */

const NEVER = ['/proc', '/sys', '/dev'] as const;

/** Why a folder cannot be lent, or nothing when it can. Both paths are absolute with links resolved. */
export function mountRefusal(folder: string, home: string): string | undefined {
  const path = trim(folder);
  if (path === '' || /^[A-Za-z]:$/.test(path)) return 'the root of the file system is never lent';
  const kernel = NEVER.find((top) => isWithin(path, top));
  if (kernel !== undefined) return `${kernel} is never lent`;
  if (isWithin(path, trim(home)) || isWithin(trim(home), path))
    return "it contains, or is inside, KAMI's home";
  return undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function trim(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '');
}
