import { Agent, request as startRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Duplex, type Readable } from 'node:stream';
import type { WireHeader } from '@kami/protocol';
import type { buildConnector, Dispatcher } from 'undici';
import { CONNECTIONS_PER_ORIGIN, IDLE_CONNECTION_MS, MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';
import type { PreparedRequest } from './prepare-request.ts';

/** A body in chunks and what follows it. */
export interface ChunkedBody {
  readonly stream: Readable;
  /** Asked when the last chunk was read. */
  trailers(): readonly WireHeader[];
}

/** A client for requests whose length nobody knows beforehand. Disposing ends its connections. */
export interface ChunkedClient extends Disposable {
  /** Sends a request and tells the handler of it as undici would. */
  dispatch(prepared: PreparedRequest, body: ChunkedBody, handler: Dispatcher.DispatchHandler): void;
}

/** Connections of one scheme, made by the connector. */
class ConnectorAgent extends Agent {
  readonly #connector: buildConnector.connector;
  readonly #protocol: string;

  constructor(connector: buildConnector.connector, protocol: string) {
    super({ keepAlive: true, maxSockets: CONNECTIONS_PER_ORIGIN, timeout: IDLE_CONNECTION_MS });
    this.#connector = connector;
    this.#protocol = protocol;
  }

  override createConnection(
    { host, port }: { readonly host?: string | null; readonly port?: number | string | null },
    answer?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const hostname = host ?? '';
    this.#connector(
      { hostname, host: hostname, protocol: this.#protocol, port: String(port ?? '') },
      (...[error, socket]) => {
        // Node's type asks for a stream beside an error too, and nobody reads it.
        if (error !== null) answer?.(error, new Duplex());
        else answer?.(null, socket);
      },
    );
  }
}

/** Node's own client over the guard's connector: undici has no way to send trailers. */
export function createChunkedClient(connector: buildConnector.connector): ChunkedClient {
  const agents = {
    'http:': new ConnectorAgent(connector, 'http:'),
    'https:': new ConnectorAgent(connector, 'https:'),
  };
  return {
    dispatch({ origin, path, method, headers }, body, handler) {
      const { protocol, hostname, port, host } = new URL(origin);
      const secure = protocol === 'https:';
      const sent = startRequest({
        agent: agents[secure ? 'https:' : 'http:'],
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? (secure ? 443 : 80) : Number(port),
        path,
        method,
        headers: ['host', host, ...headers, 'transfer-encoding', 'chunked'],
        setDefaultHeaders: false,
        maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
      });
      follow(sent, body, handler);
    },
    [Symbol.dispose]() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Tells the handler what happens to a request, and sends its body. */
function follow(sent: ClientRequest, body: ChunkedBody, handler: Dispatcher.DispatchHandler): void {
  let response: IncomingMessage | undefined;
  let over = false;
  const controller: Dispatcher.DispatchController = {
    get aborted() {
      return sent.destroyed;
    },
    get paused() {
      return response?.isPaused() ?? false;
    },
    get reason() {
      return sent.errored;
    },
    get rawHeaders() {
      return response?.rawHeaders ?? [];
    },
    get rawTrailers() {
      return response?.rawTrailers ?? [];
    },
    abort: (reason) => void sent.destroy(reason),
    pause: () => void response?.pause(),
    resume: () => void response?.resume(),
  };
  const fail = (error: Error): void => {
    if (over) return;
    over = true;
    handler.onResponseError?.(controller, error);
  };
  sent.on('error', fail);
  sent.on('socket', () => handler.onRequestStart?.(controller, undefined));
  sent.on('response', (message) => {
    response = message;
    handler.onResponseStart?.(controller, message.statusCode ?? 0, {}, message.statusMessage);
    message.on('data', (chunk: Buffer) => handler.onResponseData?.(controller, chunk));
    message.on('error', fail);
    message.on('end', () => {
      over = true;
      handler.onResponseEnd?.(controller, {});
      // A peer that answered early gets no more of the body, and the connection is of no use to another request.
      if (!sent.writableEnded) sent.destroy();
    });
  });
  body.stream.on('data', (chunk: Buffer) => {
    if (sent.write(chunk)) return;
    body.stream.pause();
    sent.once('drain', () => body.stream.resume());
  });
  body.stream.on('end', () => {
    sent.addTrailers(body.trailers().map(([name, value]): [string, string] => [name, value]));
    sent.end();
  });
}
