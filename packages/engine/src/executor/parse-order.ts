import type { JobHeader, LoadHeader, MakeHeader, Message, WireTime } from '@kami/protocol';
import { isJsonObject } from '@kami/types';

/** What the host can order. */
export type Order =
  | { readonly kind: 'load'; readonly id: number; readonly header: LoadHeader; readonly prepared: Uint8Array }
  | { readonly kind: 'make'; readonly id: number; readonly header: MakeHeader }
  | { readonly kind: 'job'; readonly id: number; readonly header: JobHeader; readonly args: Uint8Array };

/** A message as an order. The host is trusted: one of another form is a defect and throws. */
export function parseOrder({ kind, id, header, body }: Message): Order {
  if (kind === 'load' && isLoadHeader(header)) return { kind, id, header, prepared: body };
  if (kind === 'make' && isMakeHeader(header)) return { kind, id, header };
  if (kind === 'job' && isJobHeader(header)) return { kind, id, header, args: body };
  throw new TypeError(`unexpected ${kind} from the host`);
}

function isLoadHeader(header: unknown): header is LoadHeader {
  return (
    isJsonObject(header) &&
    Array.isArray(header['environment']) &&
    Array.isArray(header['configuration']) &&
    Array.isArray(header['preopens']) &&
    typeof header['maxMemoryPages'] === 'number'
  );
}

function isMakeHeader(header: unknown): header is MakeHeader {
  return isJsonObject(header) && typeof header['seed'] === 'string' && isTime(header['time']);
}

function isJobHeader(header: unknown): header is JobHeader {
  return (
    isMakeHeader(header) &&
    'action' in header &&
    'tool' in header &&
    'deadlineMs' in header &&
    'maxOutputBytes' in header &&
    'client' in header &&
    Array.isArray(header.client)
  );
}

function isTime(time: unknown): time is WireTime {
  return (
    isJsonObject(time) && typeof time['wallMicros'] === 'number' && typeof time['monotonicNanos'] === 'string'
  );
}
