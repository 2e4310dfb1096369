import type { HostCallSeam, SeamReply } from '../executor.ts';

/** What a call used, as far as it crossed the seam. */
export interface CallUsage {
  /** Host calls that were answered. */
  readonly hostCalls: number;
  /** Requests that were sent or replayed; those that policy refused are not counted. */
  readonly httpRequests: number;
  /** Bytes of bodies that were sent and received by HTTP. */
  readonly httpSentBytes: number;
  readonly httpReceivedBytes: number;
  /** Bytes read from files and written to them. */
  readonly fileReadBytes: number;
  readonly fileWrittenBytes: number;
}

/** What is counted while a call runs. */
export type CountedUsage = { -readonly [K in keyof CallUsage]: CallUsage[K] };

/** A count of nothing. */
export function noUsage(): CountedUsage {
  return {
    hostCalls: 0,
    httpRequests: 0,
    httpSentBytes: 0,
    httpReceivedBytes: 0,
    fileReadBytes: 0,
    fileWrittenBytes: 0,
  };
}

/** Counts what crosses a seam into `usage`. */
export function createCountingSeam(inner: HostCallSeam, usage: CountedUsage): HostCallSeam {
  return {
    async call(call, body) {
      const sent = body.length;
      const reply = await inner.call(call, body);
      usage.hostCalls += 1;
      if ('ok' in reply.header) count(usage, reply, sent);
      return reply;
    },
    oneway: (call, body) => inner.oneway(call, body),
  };
}

function count(usage: CountedUsage, { header, body }: SeamReply, sent: number): void {
  if (!('ok' in header)) return;
  const received = body?.length ?? 0;
  switch (header.ok) {
    case 'started':
      usage.httpRequests += 1;
      usage.httpSentBytes += sent;
      break;
    case 'sent':
      usage.httpSentBytes += sent;
      break;
    case 'head':
    case 'bytes':
      usage.httpReceivedBytes += received;
      break;
    case 'open':
    case 'read':
      usage.fileReadBytes += received;
      break;
    case 'written':
      usage.fileWrittenBytes += header.count;
      break;
    default:
  }
}
