import type { FsErrorCode, FsNodeType, FsStat } from '@kami/protocol';
import type { Result } from '@kami/types';
import type { Datetime } from '../clocks.ts';
import { witErr, witOk, type WitResult } from '../wit-result.ts';

/** `wasi:filesystem/types`, `descriptor-stat`. */
export interface DescriptorStat {
  readonly type: FsNodeType;
  readonly linkCount: bigint;
  readonly size: bigint;
  readonly dataAccessTimestamp: Datetime | undefined;
  readonly dataModificationTimestamp: Datetime | undefined;
  readonly statusChangeTimestamp: Datetime | undefined;
}

/** `wasi:filesystem/types`, `new-timestamp`. */
export type NewTimestamp =
  | { readonly tag: 'no-change' }
  | { readonly tag: 'now' }
  | { readonly tag: 'timestamp'; readonly val: Datetime };

const NANOS_PER_SECOND = 1_000_000_000n;
const MAX_SECONDS = 2n ** 63n / NANOS_PER_SECOND;

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

/** New times as the host takes them; nothing where one of them is no time. */
export function wireTimes(
  accessed: NewTimestamp,
  modified: NewTimestamp,
): { readonly accessed?: string; readonly modified?: string } | undefined {
  if (!isTime(accessed) || !isTime(modified)) return undefined;
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

/** None for a time before 1970, which WASI cannot say. */
function datetime(nanos: string): Datetime | undefined {
  const all = BigInt(nanos);
  if (all < 0n) return undefined;
  return { seconds: all / NANOS_PER_SECOND, nanoseconds: Number(all % NANOS_PER_SECOND) };
}

/** As `utimensat` of POSIX: less than a second of nanoseconds, and what a signed count of nanoseconds holds. */
function isTime(time: NewTimestamp): boolean {
  if (time.tag !== 'timestamp') return true;
  return time.val.nanoseconds < Number(NANOS_PER_SECOND) && time.val.seconds < MAX_SECONDS;
}

function wireTime(time: NewTimestamp): string | undefined {
  if (time.tag === 'no-change') return undefined;
  if (time.tag === 'now') return 'now';
  return (time.val.seconds * NANOS_PER_SECOND + BigInt(time.val.nanoseconds)).toString();
}
