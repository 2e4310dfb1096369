/**
 * Threat: a tool that prints a secret it may read, in one log line or a byte at a time. Rule: log, progress and output
 * pass the redactor on their way to the host's log and the client; output is looked through as one stream.
 */
import type { OnewayCall } from '@kami/protocol';
import type { RedactedStream, Redactor } from '@kami/sandbox';
import type { HostCallSeam } from '../executor.ts';

type OutputName = Extract<OnewayCall, { readonly op: 'output' }>['stream'];

const NOTHING: Uint8Array = new Uint8Array(0);

/** Puts a redactor before what is only said; answers to host calls pass as they are. Disposing gives out what was held back. */
export function createRedactingSeam(inner: HostCallSeam, redactor: Redactor): HostCallSeam & Disposable {
  const outputs = new Map<OutputName, RedactedStream<Uint8Array>>();
  const streamOf = (name: OutputName): RedactedStream<Uint8Array> => {
    const stream = outputs.get(name) ?? redactor.byteStream();
    outputs.set(name, stream);
    return stream;
  };
  const pass = (stream: OutputName, bytes: Uint8Array): void => {
    if (bytes.length > 0) inner.oneway({ op: 'output', stream }, bytes);
  };
  return {
    call: (call, body) => inner.call(call, body),
    oneway(call, body) {
      switch (call.op) {
        case 'log': {
          const data = call.data === undefined ? {} : { data: redactor.text(call.data) };
          return inner.oneway({ ...call, message: redactor.text(call.message), ...data }, body);
        }
        case 'progress': {
          const message = call.message === undefined ? {} : { message: redactor.text(call.message) };
          return inner.oneway({ ...call, ...message }, body);
        }
        case 'output':
          return pass(call.stream, streamOf(call.stream).push(body));
        case 'notify': {
          const uri = call.uri === undefined ? {} : { uri: redactor.text(call.uri) };
          return inner.oneway({ ...call, ...uri }, body);
        }
        case 'drop':
          return inner.oneway(call, NOTHING);
      }
    },
    [Symbol.dispose]() {
      for (const [name, stream] of outputs) pass(name, stream.end());
      outputs.clear();
    },
  };
}
