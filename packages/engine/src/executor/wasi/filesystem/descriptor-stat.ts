import type { FsErrorCode, FsNodeType, FsStat } from '@kami/protocol';
import type { Result } from '@kami/types';
import type { Datetime } from '../clocks.ts';
import { witErr, witOk, type WitResult } from '../wit-result.ts';

/** `wasi:filesystem/types`, `descriptor-stat`. */
export interface DescriptorStat {
  readonly type: FsNodeType;
  readonly linkCount: bigint;
  readonly size: bigint;
  readonly dataAccessTimestamp: Datetime;
  readonly dataModificationTimestamp: Datetime;
  readonly statusChangeTimestamp: Datetime;
}

/** `wasi:filesystem/types`, `new-timestamp`. */
export type NewTimestamp =
  | { readonly tag: 'no-change' }
  | { readonly tag: 'now' }
  | { readonly tag: 'timestamp'; readonly val: Datetime };

const NANOS_PER_SECOND = 1_000_000_000n;

/** The host's metadata as WASI's. */
export function descriptorStat(stat: FsStat): DescriptorStat {
  return {
    type: stat.type,
    linkCount: BigInt(stat.linkCount),
    size: BigInt(stat.size),
    dataAccessTimestamp: datetime(stat.accessedNanos),
    dataModificationTimestamp: datetime(stat.modifiedNanos),
    statusChangeTimestamp: datetime(stat.changedNanos),
  };
}

/** New times as the host takes them. */
export function wireTimes(
  accessed: NewTimestamp,
  modified: NewTimestamp,
): { readonly accessed?: string; readonly modified?: string } {
  const a = wireTime(accessed);
  const m = wireTime(modified);
  return { ...(a === undefined ? {} : { accessed: a }), ...(m === undefined ? {} : { modified: m }) };
}

/** A result as jco's generated code takes it. */
export function toWit<T, U>(result: Result<T, FsErrorCode>, map: (value: T) => U): WitResult<U, FsErrorCode> {
  return result.ok ? witOk(map(result.value)) : witErr(result.error);
}

/** `metadata-hash-value`: the same for two descriptors of one unchanged object. */
export function metadataHash(stat: FsStat): { readonly lower: bigint; readonly upper: bigint } {
  const text = `${stat.identity}\n${stat.size}\n${stat.modifiedNanos}`;
  return { lower: fnv1a(text, 0xcbf29ce484222325n), upper: fnv1a(text, 0x84222325cbf29cen) };
}

function fnv1a(text: string, basis: bigint): bigint {
  let hash = basis;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash;
}

function datetime(nanos: string): Datetime {
  const all = BigInt(nanos);
  return { seconds: all / NANOS_PER_SECOND, nanoseconds: Number(all % NANOS_PER_SECOND) };
}

function wireTime(time: NewTimestamp): string | undefined {
  if (time.tag === 'no-change') return undefined;
  if (time.tag === 'now') return 'now';
  const nanos = time.val.seconds * NANOS_PER_SECOND + BigInt(time.val.nanoseconds);
  return BigInt.asUintN(64, nanos).toString();
}
