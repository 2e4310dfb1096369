import type { Dispatcher } from 'undici';
import type { ChunkedBody, ChunkedClient } from './chunked-client.ts';
import type { PreparedRequest } from './prepare-request.ts';

/** What a request's body is for the client. */
export type SentBody = Uint8Array | ChunkedBody | null;

/** The connections of one tool. */
export interface ToolClient {
  /** Sends a request and tells the handler what comes of it. */
  dispatch(prepared: PreparedRequest, body: SentBody, handler: Dispatcher.DispatchHandler): void;
  destroy(): Promise<void>;
}

/** Sends by undici what it can send: all but a streamed body without a stated length, which may end in trailers. */
export function createToolClient(agent: Dispatcher, chunked: ChunkedClient): ToolClient {
  return {
    dispatch(prepared, body, handler) {
      if (body !== null && !(body instanceof Uint8Array) && !statesLength(prepared))
        return chunked.dispatch(prepared, body, handler);
      const { origin, path, method, headers } = prepared;
      const content = body === null || body instanceof Uint8Array ? body : body.stream;
      agent.dispatch(
        { origin, path, method, headers, body: content, headersTimeout: 0, bodyTimeout: 0 },
        handler,
      );
    },
    async destroy() {
      chunked[Symbol.dispose]();
      await agent.destroy();
    },
  };
}

function statesLength({ headers }: PreparedRequest): boolean {
  return headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-length');
}
