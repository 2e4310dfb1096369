import { isResolutionOf } from '../source/is-resolution-of.ts';
import type { DeclaredTool, LockedTool } from './tool-set.ts';

/** What a declaration asks for otherwise than the lock has it, in words; empty when the lock still is its answer. */
export function declarationDifferences(declared: DeclaredTool, locked: LockedTool): readonly string[] {
  const { source, version, digest } = declared;
  const { resolved } = locked;
  return [
    ...(source === locked.source ? [] : [`source ${locked.source} is locked, ${source} is declared`]),
    ...(resolved === undefined || isResolutionOf(resolved, source)
      ? []
      : [`${resolved} is locked, which is not what ${source} can stand for`]),
    ...(version === undefined || version === locked.version
      ? []
      : [`version ${locked.version} is locked, ${version} is declared`]),
    ...(digest === undefined || digest === locked.digest
      ? []
      : [`digest sha256:${locked.digest} is locked, sha256:${digest} is declared`]),
  ];
}

/** What a source gives otherwise than the lock has it, in words; empty when it is exactly what was locked. */
export function lockDifferences(locked: LockedTool, found: LockedTool): readonly string[] {
  const compare = (what: string, before: string | undefined, now: string | undefined): readonly string[] =>
    before === now ? [] : [`${what} ${before ?? 'none'} is locked, ${now ?? 'none'} was found`];
  return [
    ...compare('id', locked.id, found.id),
    ...compare('version', locked.version, found.version),
    ...compare('component', `sha256:${locked.digest}`, `sha256:${found.digest}`),
    ...compare(
      'contract (name, descriptions, schemas, requests)',
      `sha256:${locked.contractHash}`,
      `sha256:${found.contractHash}`,
    ),
    ...compare('signers', signerText(locked), signerText(found)),
  ];
}

function signerText({ signers = [] }: LockedTool): string | undefined {
  return signers.length === 0 ? undefined : signers.toSorted().join(', ');
}
