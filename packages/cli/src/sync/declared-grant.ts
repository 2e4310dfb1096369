/**
 * Threat: a file that many write gives away more than it seems to: a folder by a name that means another one on each
 * machine, or two grants of which one is silently not given. Rule: each grant says the whole of what it gives, and none
 * takes the place of another.
 */
import { toolFieldError } from '@kami/registry';
import { addCapability, listCapabilities, parseGrant } from '@kami/sandbox';
import { err, kamiError, NO_PERMISSION, ok, type KamiError, type Permission, type Result } from '@kami/types';
import { resolveGrants } from '../home/resolve-grants.ts';
import type { ToolRequest } from './tool-request.ts';

/** What is wrong with the text of a grant in a file, or nothing. */
export function grantRefusal(text: string): string | undefined {
  const request = parseGrant(text);
  if (!request.ok)
    return request.error.hint === undefined ? request.error.message : expected(request.error.hint);
  return request.value.kind === 'mount-mode'
    ? 'expected the folder too, for example fs=data=./data:ro'
    : undefined;
}

/** The whole permission that a declaration gives. Errors: `KAMI_USAGE` at the place of the grant. */
export async function declaredPermission(
  {
    declared,
    declaration,
    index,
    folder,
  }: Pick<ToolRequest, 'declared' | 'declaration' | 'index' | 'folder'>,
  home: string,
): Promise<Result<Permission, KamiError>> {
  let permission = NO_PERMISSION;
  for (const [position, grant] of declared.grants.entries()) {
    const fault = (reason: string): Result<never, KamiError> => {
      const { message } = toolFieldError(declaration, index, ['grants', position], reason);
      return err(kamiError('KAMI_USAGE', message));
    };
    const resolved = await resolveGrants([grant], home, [], folder);
    if (!resolved.ok) return fault(resolved.error.message);
    const wider = resolved.value.reduce(addCapability, permission);
    if (listCapabilities(wider).length === listCapabilities(permission).length)
      return fault(`"${grant}" takes the place of an earlier grant, expected one of the two`);
    permission = wider;
  }
  return ok(permission);
}

function expected(hint: string): string {
  return hint.replace(/^A grant is /u, 'expected ');
}
