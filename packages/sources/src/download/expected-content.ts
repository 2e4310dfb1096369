import { kamiError, type KamiError } from '@kami/types';

/** What is known of bytes before they come. */
export interface ExpectedContent {
  /** SHA-256 in hexadecimal. */
  readonly sha256?: string;
  /** Exact size in bytes. */
  readonly size?: number;
  /** Largest size in bytes. */
  readonly maxBytes: number;
}

/** Why a size cannot be right, judged as early as it is known; nothing when it can. `whole` when no more will come. */
export function refuseSize(
  what: string,
  size: number,
  { size: exact, maxBytes }: ExpectedContent,
  whole: boolean,
): KamiError | undefined {
  if (exact !== undefined && (size > exact || (whole && size !== exact)))
    return refused(what, `has ${whole ? `${size}` : `over ${exact}`} bytes in the place of ${exact}`);
  return size > maxBytes ? refused(what, `has more than the ${maxBytes} bytes that KAMI takes`) : undefined;
}

/** Why bytes with this digest are not what was asked for; nothing when they are. */
export function refuseDigest(
  what: string,
  sha256: string,
  { sha256: expected }: ExpectedContent,
): KamiError | undefined {
  if (expected === undefined || expected === sha256) return undefined;
  return refused(what, `has the digest sha256:${sha256} in the place of sha256:${expected}`);
}

function refused(what: string, why: string): KamiError {
  return kamiError('KAMI_SOURCE_REFUSED', `What ${what} gave is not what was asked for: it ${why}.`, {
    hint: 'Nothing was kept. Ask who publishes it, or name another source.',
  });
}
