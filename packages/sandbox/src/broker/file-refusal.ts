/**
 * Threat: a tool tries the walls of its folders and nobody sees it, or a person sees a bare error code and
 * grants too much. Rule: whatever the jail refuses as policy is a denial with the path as the guest names
 * it, the rule that failed, and the command that lifts it where one can.
 */
import type { FsCall, FsErrorCode } from '@kami/protocol';
import { writableGrantCommand } from '../policy/grant-command.ts';
import { plainPath } from '../policy/wanted-capability.ts';
import type { CallScope } from './call-scope.ts';
import type { Denial } from './denial.ts';
import { showGuestPath, showPathBelow } from './show-guest-path.ts';

/** The codes by which the jail refuses, each with the rule behind it; any other code is an error of the file system. */
const RULES: Partial<Readonly<Record<FsErrorCode, string>>> = {
  'not-permitted': 'fs.inside-only',
  'cross-device': 'fs.one-folder',
  'read-only': 'fs.read-only',
  loop: 'fs.links',
  'name-too-long': 'fs.path-form',
  quota: 'fs.quota',
  'file-too-large': 'fs.file-size',
  'insufficient-memory': 'fs.open-handles',
};

const VERBS: { readonly [O in FsCall['op']]: string } = {
  'fs.open': 'open',
  'fs.read': 'read',
  'fs.write': 'write',
  'fs.stat': 'look at',
  'fs.stat-at': 'look at',
  'fs.list': 'list',
  'fs.make-directory': 'make the directory',
  'fs.remove': 'remove',
  'fs.rename': 'rename',
  'fs.read-link': 'read the link',
  'fs.set-size': 'set the size of',
  'fs.set-times': 'set the times of',
  'fs.sync': 'sync',
};

/** The denial that a failed operation on files is, or nothing. `placeOf` gives the guest's path of a handle. */
export function fileRefusal(
  scope: Pick<CallScope, 'tool' | 'permission'>,
  call: FsCall,
  code: FsErrorCode,
  placeOf: (handle: number) => string,
): Denial | undefined {
  const rule = RULES[code];
  if (rule === undefined) return undefined;
  const place = placeOf(call.handle);
  const path =
    'path' in call && call.path !== undefined ? showPathBelow(place, call.path) : showGuestPath(place);
  const to = call.op === 'fs.rename' ? placeOf(call.toHandle) : place;
  const target = call.op === 'fs.rename' ? ` to ${showPathBelow(to, call.toPath)}` : '';
  const lent = scope.permission.mounts.find(({ name }) => isBelow(place, name) && isBelow(to, name));
  const what = `to ${VERBS[call.op]} ${path}${target}`;
  if (code !== 'read-only' || lent === undefined) return { what, rule };
  const wanted = { kind: 'folder', path: wantedPath(place, call), write: true, lent: lent.name } as const;
  return { what, rule, wanted, hint: writableGrantCommand(scope.tool.name, lent.name) };
}

function isBelow(guestPath: string, mount: string): boolean {
  return `${guestPath}/`.startsWith(`/mnt/${mount}/`);
}

function wantedPath(place: string, call: FsCall): string {
  return plainPath('path' in call && call.path !== undefined ? `${place}/${call.path}` : place);
}
