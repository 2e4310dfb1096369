import { MAX_TIMEOUT_MS } from '@kami/protocol';
import { GuestResource } from '../guest-resource.ts';
import { WIT_DONE, type WitResult } from '../wit-result.ts';

type Duration = bigint | undefined;
type Done = WitResult<undefined, undefined>;

/** `wasi:http/types`, `request-options`: time-outs in nanoseconds. */
export class RequestOptions extends GuestResource {
  #connect: Duration;
  #firstByte: Duration;
  #betweenBytes: Duration;

  connectTimeout(): Duration {
    return this.#connect;
  }

  setConnectTimeout(duration: Duration): Done {
    this.#connect = duration;
    return WIT_DONE;
  }

  firstByteTimeout(): Duration {
    return this.#firstByte;
  }

  setFirstByteTimeout(duration: Duration): Done {
    this.#firstByte = duration;
    return WIT_DONE;
  }

  betweenBytesTimeout(): Duration {
    return this.#betweenBytes;
  }

  setBetweenBytesTimeout(duration: Duration): Done {
    this.#betweenBytes = duration;
    return WIT_DONE;
  }

  /** As the host takes them, in milliseconds, rounded up. */
  toWire(): Timeouts {
    return {
      ...(this.#connect === undefined ? {} : { connectTimeoutMs: milliseconds(this.#connect) }),
      ...(this.#firstByte === undefined ? {} : { firstByteTimeoutMs: milliseconds(this.#firstByte) }),
      ...(this.#betweenBytes === undefined
        ? {}
        : { betweenBytesTimeoutMs: milliseconds(this.#betweenBytes) }),
    };
  }
}

/** Time-outs of a request in milliseconds. */
export interface Timeouts {
  readonly connectTimeoutMs?: number;
  readonly firstByteTimeoutMs?: number;
  readonly betweenBytesTimeoutMs?: number;
}

function milliseconds(nanos: bigint): number {
  const rounded = (nanos + 999_999n) / 1_000_000n;
  return rounded > BigInt(MAX_TIMEOUT_MS) ? MAX_TIMEOUT_MS : Number(rounded);
}
