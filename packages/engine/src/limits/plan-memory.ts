/**
 * Threat: many small memories, or one module instantiated many times, that together pass the limit
 * (measured: 50 memories under a cap of 64 MB reached 3.3 GB), and tables, whose entries take host memory
 * that no memory limit counts. Rule: the maxima of all memories of all instances add up to the limit
 * at most, and the number and size of tables are bounded.
 */
import { err, kamiError, ok, PAGES_PER_MIB, type KamiError, type Result } from '@kami/types';

import type { CoreModule } from './inspect-core-module.ts';

/** Entries of one table. Against the table bomb: `table.grow` takes 8 bytes of host memory an entry; script engines need about 20,000. */
export const MAX_TABLE_ELEMENTS = 100_000;
/** Tables of all instances of a component. Against many tables, each within its own cap. */
export const MAX_TABLES = 64;
/** Memories of all instances of a component. Each one reserves address space and pages of its own. */
export const MAX_MEMORIES = 32;
/** Pages of 64 KiB by which a memory that is not the largest may grow. */
const SMALL_MEMORY_GROWTH = 16;

/** A core module and how many instances of it a component makes. */
export interface CountedModule {
  readonly module: Pick<CoreModule, 'memories' | 'tables'>;
  readonly instances: number;
}

/** Maxima, in pages, of each module's memories, in the order of the modules given. */
export type MemoryPlan = readonly (readonly number[])[];

interface Claim {
  readonly minimum: number;
  /** What it would get as a memory that is not the largest. */
  readonly reserve: number;
  readonly wish: number;
  readonly instances: number;
}

/**
 * Shares `pages` among all memories: the one with the largest minimum gets what is left when every
 * other one has its minimum and a little growth, never more than it declares. Errors:
 * `KAMI_COMPONENT_INVALID` when the minima alone need more.
 */
export function planMemory(modules: readonly CountedModule[], pages: number): Result<MemoryPlan, KamiError> {
  const claims = modules.map(({ module, instances }) =>
    module.memories.map(({ minimum, maximum = 65_536 }): Claim => ({
      minimum,
      reserve: Math.min(maximum, minimum + SMALL_MEMORY_GROWTH),
      wish: maximum,
      instances,
    })),
  );
  const all = claims.flat().filter(({ instances }) => instances > 0);
  const needed = total(all, ({ minimum }) => minimum);
  const problem = countProblem(modules, all);
  if (problem !== undefined) return err(kamiError('KAMI_COMPONENT_INVALID', problem));
  if (needed > pages) return err(tooSmall(needed, pages));
  const largest = all.reduce<Claim | undefined>(
    (a, b) => (a === undefined || b.minimum > a.minimum ? b : a),
    undefined,
  );
  const others = all.filter((claim) => claim !== largest);
  const minimumOfLargest = (largest?.minimum ?? 0) * (largest?.instances ?? 0);
  const canGrow = total(others, ({ reserve }) => reserve) + minimumOfLargest <= pages;
  const give = (claim: Claim): number => (canGrow ? claim.reserve : claim.minimum);
  const left = pages - total(others, give);
  const share = (claim: Claim): number =>
    claim === largest ? Math.min(claim.wish, Math.floor(left / claim.instances)) : give(claim);
  return ok(claims.map((memories) => memories.map((claim) => Math.max(claim.minimum, share(claim)))));
}

function total(claims: readonly Claim[], size: (claim: Claim) => number): number {
  return claims.reduce((sum, claim) => sum + size(claim) * claim.instances, 0);
}

function countProblem(modules: readonly CountedModule[], memories: readonly Claim[]): string | undefined {
  if (total(memories, () => 1) > MAX_MEMORIES) return `The component has over ${MAX_MEMORIES} memories.`;
  const tables = modules.reduce((sum, { module, instances }) => sum + module.tables.length * instances, 0);
  if (tables > MAX_TABLES) return `The component has over ${MAX_TABLES} tables.`;
  const isLarge = modules.some(({ module }) =>
    module.tables.some(({ minimum }) => minimum > MAX_TABLE_ELEMENTS),
  );
  return isLarge ? `The component has a table of over ${MAX_TABLE_ELEMENTS} entries.` : undefined;
}

function tooSmall(neededPages: number, pages: number): KamiError {
  const needed = Math.ceil(neededPages / PAGES_PER_MIB);
  const message = `The component needs ${needed} MiB of memory at its start, and max_memory_mb is ${pages / PAGES_PER_MIB}.`;
  return kamiError('KAMI_COMPONENT_INVALID', message, {
    hint: `Set max_memory_mb to ${needed} or more in tool.toml.`,
    data: { neededMb: needed },
  });
}
