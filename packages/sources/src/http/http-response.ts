import type { WireHeader } from '@kami/protocol';
import type { Egress, EgressExchange, EgressPart } from '@kami/sandbox';
import {
  concatBytes,
  detach,
  err,
  kamiError,
  ok,
  type KamiError,
  type NetRule,
  type Result,
} from '@kami/types';
import type { HttpRequest } from './http-client.ts';
import { cancelled, translateError } from './translate-error.ts';

/** An answer whose body is read in parts. Disposing ends the connection's use. */
export interface HttpResponse extends AsyncDisposable {
  readonly status: number;
  /** Lower-case names; of a field that comes twice the first counts. */
  readonly headers: ReadonlyMap<string, string>;
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** The next part of the body, nothing at its end. Errors: `KAMI_NETWORK_FAILED`, `KAMI_CANCELLED`. */
  next(): Promise<Result<Uint8Array | undefined, KamiError>>;
  /** The whole body. Error: `KAMI_SOURCE_REFUSED` above `maxBytes`. */
  read(maxBytes: number): Promise<Result<Uint8Array, KamiError>>;
}

/** Bytes of a body that are sent or read at once. */
const PART_BYTES: number = 256 * 1024;
/** The pool of connections; it belongs to this client's own egress. */
const POOL = 'sources';

/** Sends a request that a rule allows and waits for the head of the answer. */
export async function openResponse(
  egress: Egress,
  rule: NetRule,
  request: HttpRequest,
): Promise<Result<HttpResponse, KamiError>> {
  const { url, signal, body } = request;
  const exchange = egress.start(POOL, [rule], {
    method: request.method,
    url: url.href,
    headers: headersOf(request),
    body: body === undefined ? 'none' : body.length > PART_BYTES ? 'stream' : body,
  });
  const stop = (): void => detach(Promise.resolve(exchange[Symbol.asyncDispose]()));
  signal.addEventListener('abort', stop, { once: true });
  const dispose = async (): Promise<void> => {
    signal.removeEventListener('abort', stop);
    await exchange[Symbol.asyncDispose]();
  };
  if (body !== undefined && body.length > PART_BYTES) await sendBody(exchange, body, request.onSent);
  const head = await exchange.next(PART_BYTES);
  if (!head.ok || head.value.kind !== 'head') {
    await dispose();
    if (signal.aborted) return err(cancelled());
    return err(
      head.ok
        ? kamiError('KAMI_NETWORK_FAILED', `${url.host} gave no answer.`)
        : translateError(url.host, head.error),
    );
  }
  request.onSent?.(body?.length ?? 0);
  return ok(responseOf(request, exchange, head.value, dispose));
}

function headersOf({ headers = [], body }: HttpRequest): readonly WireHeader[] {
  const length: readonly WireHeader[] =
    body !== undefined && body.length > PART_BYTES ? [['content-length', String(body.length)]] : [];
  return [['user-agent', 'kami'], ['accept-encoding', 'identity'], ...headers, ...length];
}

/** A body that is not taken to its end is answered early; the answer says why. */
async function sendBody(
  exchange: EgressExchange,
  body: Uint8Array,
  onSent: HttpRequest['onSent'],
): Promise<void> {
  for (let sent = 0; sent < body.length; sent += PART_BYTES) {
    const end = sent + PART_BYTES >= body.length;
    const taken = await exchange.send(body.subarray(sent, sent + PART_BYTES), end);
    if (!taken.ok) return;
    onSent?.(Math.min(sent + PART_BYTES, body.length));
  }
}

function responseOf(
  { url, signal }: HttpRequest,
  exchange: EgressExchange,
  head: Extract<EgressPart, { kind: 'head' }>,
  dispose: () => Promise<void>,
): HttpResponse {
  const headers = new Map<string, string>();
  for (const [name, value] of head.headers)
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  let first: Uint8Array | undefined = head.bytes;
  let ended = head.end;
  const next: HttpResponse['next'] = async () => {
    if (first !== undefined && first.length > 0) {
      const bytes = first;
      first = undefined;
      return ok(bytes);
    }
    if (ended) return ok(undefined);
    const part = await exchange.next(PART_BYTES);
    if (signal.aborted) return err(cancelled());
    if (!part.ok) return err(translateError(url.host, part.error));
    ended = part.value.end;
    return ended && part.value.bytes.length === 0 ? ok(undefined) : ok(part.value.bytes);
  };
  return {
    status: head.status,
    headers,
    url,
    next,
    async read(maxBytes) {
      const parts: Uint8Array[] = [];
      for (let size = 0; ;) {
        const part = await next();
        if (!part.ok) return part;
        if (part.value === undefined) return ok(concatBytes(parts));
        size += part.value.length;
        if (size > maxBytes) return err(tooLarge(url.host, maxBytes));
        parts.push(part.value);
      }
    },
    [Symbol.asyncDispose]: dispose,
  };
}

function tooLarge(host: string, maxBytes: number): KamiError {
  return kamiError(
    'KAMI_SOURCE_REFUSED',
    `${host} answered more than ${maxBytes} bytes where no more may be.`,
  );
}
