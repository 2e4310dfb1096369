import { keepsSigners, type InstalledTool } from '@kami/registry';
import { NO_PERMISSION, type Permission, type ToolManifest } from '@kami/types';
import type { InstallationState } from '@kami/registry';
import { permissionIncludes } from '../listing/permission-includes.ts';
import type { Examination } from './examine.ts';

/** What the operator said about an installation. */
export interface Consent {
  /** The permission given on the command line or at the prompt; absent when nothing was said. */
  readonly permission?: Permission;
  /** Whether the operator approved. */
  readonly approved: boolean;
}

/** Whether an installation may run, and with what. */
export interface Decision {
  readonly state: InstallationState;
  readonly permission: Permission;
}

/** Whether a manifest asks for anything that the operator has to grant. */
export function asksForNothing({ security }: Pick<ToolManifest, 'security'>): boolean {
  return (
    security.net.length === 0 &&
    security.fsAccess === 'none' &&
    security.env.length === 0 &&
    security.secrets.length === 0 &&
    security.secretsRead === undefined
  );
}

/**
 * Whether what was approved covers an examined version: the contract is the same and, where anything was granted,
 * the component too. A grant is given to code, not to what the code says of itself. Other code that lacks a signer
 * of the earlier is not covered: it is of somebody else.
 */
export function isCovered(
  installed: Pick<InstalledTool, 'state' | 'contractHash' | 'digest' | 'permission' | 'signature'>,
  { contractHash, digest, signature }: Pick<Examination, 'contractHash' | 'digest' | 'signature'>,
): boolean {
  if (installed.state !== 'active' || installed.contractHash !== contractHash) return false;
  if (installed.digest === digest) return true;
  return (
    keepsSigners(installed.signature, signature) && permissionIncludes(NO_PERMISSION, installed.permission)
  );
}

/**
 * Decides on an installation. A tool that asks for nothing is active at once; a new version keeps the grant when
 * what was approved covers it; all else is held without consent.
 */
export function decide(
  examination: Examination,
  installed: InstalledTool | undefined,
  consent: Consent,
): Decision {
  if (consent.approved)
    return { state: 'active', permission: consent.permission ?? installed?.permission ?? NO_PERMISSION };
  if (installed !== undefined && isCovered(installed, examination))
    return { state: 'active', permission: installed.permission };
  if (installed === undefined && asksForNothing(examination.manifest))
    return { state: 'active', permission: NO_PERMISSION };
  return { state: 'held', permission: consent.permission ?? NO_PERMISSION };
}

/** Whether a tool is what it was when something was decided on it: version, state and permission. */
export function isUnchanged(now: InstalledTool | undefined, basis: InstalledTool | undefined): boolean {
  if (now === undefined || basis === undefined) return now === basis;
  return (
    now.digest === basis.digest &&
    now.contractHash === basis.contractHash &&
    now.state === basis.state &&
    permissionIncludes(now.permission, basis.permission) &&
    permissionIncludes(basis.permission, now.permission)
  );
}
