/**
 * Threat: a person is told a command that does not work, or one that gives more than was asked for. Rule: only a
 * grant within the tool's manifest is named, and the manifest's narrower rule where the plain one would go beyond it.
 */
import type { Capability, Mount, ToolName } from '@kami/types';
import { parseGrant } from './parse-grant.ts';
import type { WantedCapability } from './wanted-capability.ts';

/** The grant that does not come from a denial's words but from its path: the folder behind it is the operator's to choose. */
export const FOLDER_TO_CHOOSE = 'DIR';
const MOUNT_NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** The grants that would lift a denial, plainest first, each in the form that `kami grant` takes; none where no grant can. */
export function liftingGrants(
  wanted: WantedCapability,
  isGrantable: (capability: Capability) => boolean,
): readonly string[] {
  return candidates(wanted).flatMap(([grant, capability]) => (isGrantable(capability) ? [grant] : []));
}

/** The command that gives a tool a grant, quoted for a shell where it has to be. */
export function grantCommand(tool: ToolName, grant: string): string {
  return `kami grant ${tool} ${shellWord(grant)}`;
}

/** The name of the mount that a guest path would be in, lent or not. */
export function mountNameOf(path: string): string | undefined {
  const [, top, name] = path.split('/');
  return top === 'mnt' && name !== undefined && MOUNT_NAME.test(name) ? name : undefined;
}

/** Whether a guest path is the private folder or in it. */
export function isPrivatePath(path: string): boolean {
  return path === '/data' || path.startsWith('/data/');
}

function candidates(wanted: WantedCapability): readonly (readonly [string, Capability])[] {
  switch (wanted.kind) {
    case 'net':
      return [`net=${wanted.target}`, `net=${wanted.method} ${wanted.target}`].flatMap(asked);
    case 'folder':
      return folderCandidates(wanted);
    case 'env':
      return asked(`env=${wanted.key}`);
    case 'secret':
      return asked(`secret-read=${wanted.name}`);
  }
}

/** A grant that names all that it gives; none where there is no grant of its form. */
function asked(grant: string): readonly (readonly [string, Capability])[] {
  const request = parseGrant(grant);
  if (!request.ok || request.value.kind === 'mount' || request.value.kind === 'mount-mode') return [];
  return [[grant, request.value]];
}

function folderCandidates({
  path,
  write,
  lent,
}: Extract<WantedCapability, { readonly kind: 'folder' }>): readonly (readonly [string, Capability])[] {
  const mode: Mount['mode'] = write ? 'rw' : 'ro';
  const mounted = (name: string): Capability => ({ kind: 'mount', mount: { name, hostPath: '/', mode } });
  if (lent !== undefined) return [[`fs=${lent}=:${mode}`, mounted(lent)]];
  if (isPrivatePath(path)) return [['private-folder', { kind: 'private-folder' }]];
  const name = mountNameOf(path);
  if (name === undefined) return [];
  return [[`fs=${name}=${FOLDER_TO_CHOOSE}${write ? ':rw' : ''}`, mounted(name)]];
}

/** A word for a POSIX shell: as it is where nothing in it means anything to one, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
