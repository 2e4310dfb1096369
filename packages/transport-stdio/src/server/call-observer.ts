import { boundedJson, MAX_LOG_DATA_BYTES } from '@kami/protocol';
import type { CallObserver } from '@kami/runtime';
import type { Json } from '@kami/types';
import type { ServerContext } from '@modelcontextprotocol/server';

/** An observer whose reports go to the client until it is ended: nothing may follow a call's result. */
export interface EndingObserver extends CallObserver {
  end(): void;
}

/**
 * Makes an observer that sends progress (when the client gave a token; only ever increasing, as MCP
 * asks) and log messages, for the request that the client waits for. What cannot be sent goes to `onSendError`.
 */
export function createCallObserver(
  request: () => ServerContext | undefined,
  loggerName: string,
  onSendError: (error: unknown) => void,
): EndingObserver {
  let ended = false;
  let last = -1;
  return {
    progress(progress, total, message) {
      const mcpReq = request()?.mcpReq;
      const progressToken = mcpReq?._meta?.progressToken;
      if (ended || mcpReq === undefined || progressToken === undefined || progress <= last) return;
      last = progress;
      const params = {
        progressToken,
        progress,
        ...(total !== undefined && { total }),
        ...(message !== undefined && { message }),
      };
      mcpReq.notify({ method: 'notifications/progress', params }).catch(onSendError);
    },
    log(level, message, data) {
      if (ended) return;
      request()
        ?.mcpReq.log(level, data === undefined ? message : { message, data: readData(data) }, loggerName)
        .catch(onSendError);
    },
    end() {
      ended = true;
    },
  };
}

/** The data of a log line: the JSON that the component gave, or its text where it is none. */
function readData(text: string): Json {
  const bounds = { maxBytes: MAX_LOG_DATA_BYTES, maxDepth: 32, rejectDuplicateKeys: false };
  const json = boundedJson(text, bounds);
  return json.ok ? json.value : text;
}
