/**
 * Threat: a server that echoes the secret which the host put into the request: the guest would hold it. Rule: header
 * fields, body and trailers pass the redactor before the guest sees them; a body keeps its length.
 */
import type { WireHeader } from '@kami/protocol';
import { concatBytes, err, ok, type Result } from '@kami/types';
import type { EgressExchange, EgressFault, EgressPart } from '../ports/egress.ts';
import type { Redactor } from '../redaction/redactor.ts';

/** Bytes of a response that are looked through ahead of the guest's asking. */
const READ_AHEAD_BYTES: number = 64 * 1024;

type Head = Pick<Extract<EgressPart, { readonly kind: 'head' }>, 'status' | 'headers'>;

/** An exchange whose response has no secret in it. */
export function redactExchange(inner: EgressExchange, redactor: Redactor): EgressExchange {
  const stream = redactor.byteStream();
  let head: Head | undefined;
  let waiting: Uint8Array = new Uint8Array(0);
  let trailers: readonly WireHeader[] | undefined;
  let fault: EgressFault | undefined;
  let filling: Promise<void> | undefined;

  const isOver = (): boolean => trailers !== undefined || fault !== undefined;
  const isReady = (): boolean => head !== undefined || waiting.length > 0 || isOver();
  const redactHeaders = (headers: readonly WireHeader[]): readonly WireHeader[] =>
    headers.map(([name, value]) => [redactor.text(name), redactor.text(value)]);

  const accept = (part: Result<EgressPart, EgressFault>): void => {
    if (!part.ok) {
      fault = { ...part.error, message: redactor.text(part.error.message) };
      return;
    }
    const { value } = part;
    if (value.kind === 'head') head = { status: value.status, headers: redactHeaders(value.headers) };
    waiting = concatBytes([waiting, stream.push(value.bytes)]);
    if (!value.end) return;
    waiting = concatBytes([waiting, stream.end()]);
    trailers = redactHeaders((value.kind === 'bytes' ? value.trailers : undefined) ?? []);
  };
  // All that came may be held back as the beginning of a secret: then there is nothing to give yet.
  const fill = async (): Promise<void> => {
    while (!isReady()) accept(await inner.next(READ_AHEAD_BYTES));
  };
  const ready = async (): Promise<void> => {
    if (isReady()) return;
    await (filling ??= fill().finally(() => (filling = undefined)));
  };

  return {
    ...inner,
    readable: ready,
    async next(max) {
      await ready();
      const bytes = waiting.subarray(0, max);
      waiting = waiting.subarray(bytes.length);
      const end = trailers !== undefined && waiting.length === 0;
      if (head !== undefined) {
        const { status, headers } = head;
        head = undefined;
        return ok({ kind: 'head', status, headers, bytes, end: end && trailers?.length === 0 });
      }
      if (bytes.length === 0 && fault !== undefined) return err(fault);
      return ok({ kind: 'bytes', bytes, end, ...(end && trailers?.length ? { trailers } : {}) });
    },
  };
}
