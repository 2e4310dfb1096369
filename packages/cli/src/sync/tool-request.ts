import { resolve } from 'node:path';
import type { ComponentStore } from '@kami/engine';
import type { DeclaredTool, InstalledTool, LockedTool, NamedText } from '@kami/registry';
import type { Examination } from '@kami/runtime';
import { formatSigner, type Permission } from '@kami/types';

/** A declared tool that is to be resolved. */
export interface ToolRequest {
  readonly declared: DeclaredTool;
  /** The file that it stands in, and where among its tools. */
  readonly declaration: NamedText;
  readonly index: number;
  /** The file's folder: relative paths are below it. */
  readonly folder: string;
  /** All that it is to be allowed. */
  readonly permission: Permission;
  /** What it has to be; absent where the lock does not say, or is being renewed. */
  readonly locked: LockedTool | undefined;
  /** Where what has to be installed is put at once, so that it does not stay in memory; absent: nowhere. */
  readonly store: ComponentStore | undefined;
  readonly onStep: (text: string) => void;
}

/** An examined tool without its bytes. */
export type ExaminedTool = Omit<Examination, 'component' | 'preparedForm' | 'record'>;

/** A declared tool, and what the home is to have for it. */
export interface ResolvedTool {
  readonly declared: DeclaredTool;
  readonly locked: LockedTool;
  /** What the home has of this id, active or held. */
  readonly installed: InstalledTool | undefined;
  /** What it is to have: active, with exactly the declared grants. */
  readonly target: InstalledTool;
  /** Absent where the home has this version. */
  readonly examined: ExaminedTool | undefined;
}

/** A version as a lock names it; `from` is where exactly it came from. */
export function lockedTool(
  { source }: DeclaredTool,
  tool: Pick<InstalledTool, 'name' | 'id' | 'version' | 'digest' | 'contractHash' | 'signature'>,
  from: string,
): LockedTool {
  const { name, id, version, digest, contractHash, signature } = tool;
  const signers = (signature?.signers ?? []).map(formatSigner);
  return {
    name,
    id,
    version,
    source,
    ...(isAddress(from) ? { resolved: from } : {}),
    digest,
    contractHash,
    ...(signers.length === 0 ? {} : { signers }),
  };
}

/** What to read: what exactly was locked, an address as it is, a path from the file's folder. */
export function sourcePath({
  declared,
  folder,
  locked,
}: Pick<ToolRequest, 'declared' | 'folder' | 'locked'>): string {
  if (locked?.resolved !== undefined) return locked.resolved;
  return isAddress(declared.source) ? declared.source : resolve(folder, declared.source);
}

/** Whether a source is an address and no path: `SCHEME://…`. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//u.test(source);
}
