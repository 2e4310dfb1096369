import type { Limits, Requests } from '../tool/requests.ts';

/** What all tools, resources and prompts of a component ask for together. */
export interface Asked {
  readonly net: readonly string[];
  readonly files: 'none' | 'read-only' | 'sandbox';
  readonly config: readonly string[];
  readonly secrets: readonly string[];
  readonly secretsRead: readonly string[];
  readonly limits: Limits;
}

/** One definition's part. */
export interface Asking {
  readonly requests?: Requests | undefined;
  readonly limits?: Limits | undefined;
}

/**
 * Unites what definitions ask for: every host and name, the widest access to files, the highest limits; of `concurrency`
 * the lowest, because a tool that names it relies on it, and a process for each call where one asks for it.
 */
export function uniteAsked(parts: readonly Asking[]): Asked {
  const requests = parts.map((part) => part.requests ?? {});
  const limits = parts.map((part) => part.limits ?? {});
  const names = (key: 'net' | 'config' | 'secrets' | 'secretsRead'): readonly string[] =>
    [...new Set(requests.flatMap((request) => request[key] ?? []))].toSorted();
  const accesses = new Set(requests.map(({ files = 'none' }) => files));
  const highest = (key: 'memoryMb' | 'executionMs' | 'outputKb' | 'storageMb'): number | undefined =>
    choose(
      limits.flatMap((limit) => limit[key] ?? []),
      Math.max,
    );
  const united: { readonly [name in keyof Required<Limits>]: Limits[name] | undefined } = {
    memoryMb: highest('memoryMb'),
    executionMs: highest('executionMs'),
    outputKb: highest('outputKb'),
    storageMb: highest('storageMb'),
    concurrency: choose(
      limits.flatMap(({ concurrency }) => concurrency ?? []),
      Math.min,
    ),
    isolation: limits.some(({ isolation }) => isolation === 'process') ? 'process' : undefined,
  };
  return {
    net: names('net'),
    files: accesses.has('sandbox') ? 'sandbox' : accesses.has('read-only') ? 'read-only' : 'none',
    config: names('config'),
    secrets: names('secrets'),
    secretsRead: names('secretsRead'),
    limits: Object.fromEntries(Object.entries(united).filter(([, value]) => value !== undefined)),
  };
}

function choose(values: readonly number[], by: (...values: number[]) => number): number | undefined {
  return values.length === 0 ? undefined : by(...values);
}
