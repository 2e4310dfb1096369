import type { FileTree, LentFolder } from './lent-folders.ts';
import type { PathLike } from './find-tool-folder.ts';
import type { Recording } from './recorded.ts';

/** What an operator would grant, beside folders. */
export interface GivenGrants {
  /** Rules as in `kami grant … net=`: `[METHODS ][scheme://]HOST[:PORT]`. */
  readonly net?: readonly string[];
  /** Whether the tool has its private folder; it has where the test puts files there. */
  readonly privateFolder?: boolean;
  /** Where secrets go, as in `kami grant … secret=`: `NAME@HOST[:PORT][:HEADER]`. */
  readonly secrets?: readonly string[];
}

/** Limits in the place of those of `tool.toml`. */
export interface TestLimits {
  readonly memoryMb?: number;
  readonly executionMs?: number;
  readonly outputKb?: number;
  readonly storageMb?: number;
  readonly concurrency?: number;
}

/** What a tool is opened with: what its operator would give it, and the world that it finds. */
export interface OpenToolOptions {
  /** The folder with `tool.toml`; unless said, the nearest one from the current folder upwards. Relative paths below are relative to it. */
  readonly folder?: PathLike;
  /** `requested` (unless said): all that `tool.toml` asks for, but folders and secrets, which the test gives; `none`; or these. Nothing can be granted that it does not ask for. */
  readonly grants?: 'requested' | 'none' | GivenGrants;
  /** Folders that the tool finds as `/mnt/NAME`, read-only unless said. */
  readonly mounts?: Readonly<Record<string, PathLike | LentFolder>>;
  /** Files that are in the private folder before the first call. */
  readonly privateFolder?: FileTree;
  /** Configuration values, by name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Secrets, by name, of at least 8 bytes. One that the tool reads is read; one that it sends goes to the hosts that it may reach, or where `grants.secrets` says. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Where answers to requests come from: the network (`live`, unless said), or a recording. Grants hold for both. */
  readonly http?: 'live' | Recording;
  /** The time of the tool's clocks; `system` for the machine's. Unless said: 2026-01-01T00:00:00Z. */
  readonly clock?: Date | string;
  /** What the tool's randomness comes from; `random` for the machine's. Unless said: 0. The n-th call draws the same in each run. */
  readonly seed?: number | string;
  readonly limits?: TestLimits;
}

/** Everything that a tool is opened with as texts of `kami grant`, but the folders. */
export function grantTexts({ grants = 'requested', privateFolder }: OpenToolOptions): readonly string[] {
  const given = typeof grants === 'string' ? {} : grants;
  const hasFolder = given.privateFolder ?? (privateFolder !== undefined && grants !== 'requested');
  return [
    ...(given.net ?? []).map((rule) => `net=${rule}`),
    ...(given.secrets ?? []).map((place) => `secret=${place}`),
    ...(hasFolder ? ['private-folder'] : []),
  ];
}

/** Limits by the names that the test host has for them. */
export function limitFields(limits: TestLimits): Readonly<Record<string, number>> {
  const { memoryMb, executionMs, outputKb, storageMb, concurrency } = limits;
  const all = {
    maxMemoryMb: memoryMb,
    maxExecutionMs: executionMs,
    maxOutputKb: outputKb,
    maxStorageMb: storageMb,
    maxConcurrency: concurrency,
  };
  const found: Record<string, number> = {};
  for (const [key, value] of Object.entries(all)) if (value !== undefined) found[key] = value;
  return found;
}
