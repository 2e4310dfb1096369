import type { Digest, ToolId, ToolName, ToolVersion } from '@kami/types';

/** A tool that a home is to have, as `kami.toml` says it. */
export interface DeclaredTool {
  readonly name: ToolName;
  /** A path, relative to the file's folder, or an address. */
  readonly source: string;
  /** Absent: whatever version the source has. */
  readonly version?: ToolVersion;
  /** SHA-256 of the component. Absent: whatever component the source has. */
  readonly digest?: Digest;
  /** The whole grant of the tool, in the forms of the command line; empty for nothing. */
  readonly grants: readonly string[];
}

/** What a home is to have. */
export interface ToolSet {
  readonly tools: readonly DeclaredTool[];
  /** Whether the file speaks of tools at all: an empty one may have lost its content. */
  readonly declaresTools: boolean;
}

/** What a declared tool was resolved to, and so what whoever keeps the lock approved. */
export interface LockedTool {
  readonly name: ToolName;
  readonly id: ToolId;
  readonly version: ToolVersion;
  /** The source as it was declared. */
  readonly source: string;
  /** SHA-256 of the component. */
  readonly digest: Digest;
  /** SHA-256 over name, descriptions, schemas and requested capabilities. */
  readonly contractHash: Digest;
  /** The address of exactly what was fetched, with its digest where it has one; absent for a path. */
  readonly resolved?: string;
  /** Who signed it; absent where nobody did. */
  readonly signers?: readonly string[];
}

/** Tools of one file: against a file that keeps a machine busy for days. */
export const MAX_DECLARED_TOOLS = 1000;

/** Grants of one tool: against a file that is all grants. */
export const MAX_DECLARED_GRANTS = 256;

/** Signers of one tool: against a lock that is all signers. */
export const MAX_LOCKED_SIGNERS = 16;

/** Longest source (UTF-16 code units): what a path or an address may have. */
export const MAX_SOURCE_LENGTH = 2048;
