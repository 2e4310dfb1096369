import {
  ceilingViolation,
  isSameSigning,
  toolFieldError,
  type InstalledTool,
  type LockedTool,
} from '@kami/registry';
import type { Candidate } from '@kami/runtime';
import { formatSigner, kamiError, type Digest, type KamiError, type ToolManifest } from '@kami/types';
import { lockRefusal } from './lock-refusal.ts';
import type { ToolRequest } from './tool-request.ts';

/** Why what a source gives is not what was declared or locked; told before the component is prepared. */
export function candidateRefusal(
  request: ToolRequest,
  { id, name, version }: ToolManifest,
  digest: Digest,
): KamiError | undefined {
  const { declared, declaration, index, locked } = request;
  const refuse = (field: string, reason: string): KamiError =>
    toolFieldError(declaration, index, [field], reason);
  if (name !== declared.name)
    return refuse('name', `the source has the tool ${name}, expected name = "${name}"`);
  if (declared.version !== undefined && declared.version !== version)
    return refuse('version', `the source has version ${version}, expected that one or another source`);
  if (declared.digest !== undefined && declared.digest !== digest)
    return refuse('digest', `the component of the source has sha256:${digest}`);
  if (locked === undefined) return undefined;
  return lockRefusal(request, locked, { ...locked, id, name, version, digest });
}

/** Why the permission of a request cannot be given: it is above what the manifest asks for. */
export function refusalAboveCeiling(
  { declaration, index, declared, permission }: ToolRequest,
  manifest: ToolManifest,
): KamiError | undefined {
  const above = ceilingViolation(permission, manifest.security);
  if (above === undefined) return undefined;
  const reason = `${declared.name} cannot be granted ${above}, its manifest does not ask for it`;
  return kamiError('KAMI_DENIED', toolFieldError(declaration, index, ['grants'], reason).message, {
    hint: 'A grant never goes beyond the [security] table of tool.toml; take it out of the file.',
  });
}

/** Whether the home has exactly the version that a lock names, signed by those that it names. */
export function isLocked(
  { id, name, version, digest, contractHash, signature }: InstalledTool,
  locked: LockedTool,
): boolean {
  const signers = (signature?.signers ?? []).map(formatSigner);
  return (
    id === locked.id &&
    name === locked.name &&
    version === locked.version &&
    digest === locked.digest &&
    contractHash === locked.contractHash &&
    JSON.stringify(signers.toSorted()) === JSON.stringify((locked.signers ?? []).toSorted())
  );
}

/**
 * Whether examining a candidate would find what is installed. With files beside the component that is not known: they are
 * part of the contract.
 */
export function isSameCandidate(
  installed: InstalledTool,
  { manifest, files, signature }: Candidate,
  digest: Digest,
): boolean {
  return (
    (files?.size ?? 0) === 0 &&
    installed.digest === digest &&
    JSON.stringify(installed.manifest) === JSON.stringify(manifest) &&
    isSameSigning(installed.signature, signature)
  );
}
